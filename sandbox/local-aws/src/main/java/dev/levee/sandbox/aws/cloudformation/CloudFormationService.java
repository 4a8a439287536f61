package dev.levee.sandbox.aws.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.modelled.ModelledService;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Stacks. Of the resources in a template only nested stacks are made, and of those their names and parents.
public final class CloudFormationService implements AwsService {

    private static final String CREATE = "CreateStack";

    private final Map<String, Operation> operations;
    private final Operation create;

    public CloudFormationService(Store store) {
        operations = new HashMap<>(new ModelledService("cloudformation", store).operations());
        create = Objects.requireNonNull(operations.put(CREATE, this::create));
    }

    @Override
    public String name() {
        return "cloudformation";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.copyOf(operations);
    }

    private JsonNode create(Request request) {
        JsonNode resources = template(request).path("Resources");
        JsonNode stack = create.handle(request);
        String parent = stack.path("StackId").asText();
        resources.properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals("AWS::CloudFormation::Stack")) {
                ObjectNode nested = JsonNodeFactory.instance
                        .objectNode()
                        .put("StackName", "%s-%s-1".formatted(request.required("StackName"), resource.getKey()))
                        .put("ParentId", parent)
                        .put("RootId", parent);
                create.handle(request.with(nested));
            }
        });
        return stack;
    }

    private static JsonNode template(Request request) {
        try {
            return new YAMLMapper()
                    .readTree(request.document().path("TemplateBody").asText());
        } catch (JsonProcessingException e) {
            throw new AwsFault("ValidationError", 400, "Template format error: it is neither JSON nor YAML.");
        }
    }
}
