package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.OperationTable.Entry;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.iam.Identity;
import dev.levee.sandbox.aws.policy.Resource;
import dev.levee.sandbox.aws.wire.Protocol;
import dev.levee.sandbox.aws.wire.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lets a caller do what they ask for, if they may and if it is not meant to fail.
final class Dispatcher {

    private final Map<String, AwsService> services = new HashMap<>();
    private final Map<String, Operation> operations = new HashMap<>();
    private final OperationTable table;
    private final Authorizer authorizer;
    private final Faults faults;

    Dispatcher(List<AwsService> services, Authorizer authorizer, Faults faults) {
        for (AwsService service : services) {
            this.services.put(service.name(), service);
            service.operations().forEach((name, operation) -> operations.put(service.name() + ":" + name, operation));
        }
        this.table = OperationTable.of(services);
        this.authorizer = authorizer;
        this.faults = faults;
    }

    boolean has(String service) {
        return services.containsKey(service);
    }

    Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    Optional<Entry> entry(Request request) {
        return table.find(request);
    }

    /// @throws AwsFault if it is not to be had, not allowed, meant to fail, or a service says no
    JsonNode perform(Identity identity, Request request, Protocol protocol) {
        String name = request.name();
        AwsService service = services.get(request.service());
        Operation operation = operations.get(name);
        Optional<Entry> entry = table.find(request);
        if (service == null || operation == null || entry.isEmpty()) {
            throw protocol.refuse(Refusal.UNKNOWN_OPERATION, "This local AWS does not do %s".formatted(name));
        }
        try {
            faults.strike(name);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw protocol.refuse(Refusal.BROKEN, "The local AWS is shutting down");
        }
        List<Permission> permissions = new ArrayList<>(entry.get().permissions());
        permissions.removeIf(permission -> !permission.isNeeded(request));
        permissions.addAll(service.alsoNeeds(request));
        authorizer.check(identity, request, permissions, entry.get().keys(), arn -> resource(arn, request), protocol);
        return operation.handle(request);
    }

    private Resource resource(String arn, Request request) {
        String[] parts = arn.split(":", 4);
        AwsService owner = parts.length == 4 ? services.get(parts[2]) : null;
        return owner == null ? Resource.plain(arn, request.account()) : owner.resource(arn, request);
    }
}
