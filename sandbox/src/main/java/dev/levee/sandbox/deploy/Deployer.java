package dev.levee.sandbox.deploy;

import dev.levee.cloud.CloudApi;
import dev.levee.sandbox.deploy.StackTemplate.Declared;
import java.util.LinkedHashMap;
import java.util.Map;

/// Deploys templates in one account, as its administrator. What a template says and this does not know is refused by
/// name, never passed over.
public final class Deployer {

    private static final String PARTITION = "aws";

    private static final Map<String, ResourceType> TYPES = Map.ofEntries(
            Map.entry("AWS::CloudWatch::Alarm", WatchTypes::alarm),
            Map.entry("AWS::Events::EventBus", EventTypes::bus),
            Map.entry("AWS::Events::EventBusPolicy", EventTypes::busPolicy),
            Map.entry("AWS::Events::Rule", EventTypes::rule),
            Map.entry("AWS::IAM::ManagedPolicy", IamTypes::managedPolicy),
            Map.entry("AWS::IAM::Role", IamTypes::role),
            Map.entry("AWS::KMS::Alias", SecretTypes::alias),
            Map.entry("AWS::KMS::Key", SecretTypes::key),
            Map.entry("AWS::Lambda::Function", LambdaTypes::function),
            Map.entry("AWS::Lambda::Permission", LambdaTypes::permission),
            Map.entry("AWS::Logs::LogGroup", WatchTypes::logGroup),
            Map.entry("AWS::SecretsManager::ResourcePolicy", SecretTypes::secretPolicy),
            Map.entry("AWS::SecretsManager::Secret", SecretTypes::secret),
            Map.entry("AWS::SQS::Queue", QueueTypes::queue),
            Map.entry("AWS::SQS::QueuePolicy", QueueTypes::policy));

    private final CloudApi owner;
    private final String account;

    /// @param owner calls as the account's administrator
    public Deployer(CloudApi owner, String account) {
        this.owner = owner;
        this.account = account;
    }

    /// @param text the template
    /// @param values of its parameters
    /// @throws TemplateException if CloudFormation would refuse it, or it says what is not known here
    /// @throws DeploymentException if the cloud refuses a part of it; what was made is deleted again
    public Stack deploy(String text, String region, Map<String, String> values) {
        StackTemplate template = StackTemplate.parse(text);
        Place place = new Place(PARTITION, account, region);
        Cloud cloud = new Cloud(owner, place);
        Scope scope = new Scope(place, Parameters.check(template.parameters(), values), template.conditions());
        Stack stack = new Stack(cloud);
        try {
            for (Declared resource : Order.of(wanted(template, scope))) {
                make(resource, scope, cloud);
            }
            template.outputs().forEach((name, output) -> {
                if (!output.has("Condition")
                        || scope.holds(output.path("Condition").asText())) {
                    stack.output(name, scope.text(output.path("Value")));
                }
            });
            return stack;
        } catch (RuntimeException e) {
            stack.delete();
            throw e;
        }
    }

    private static Map<String, Declared> wanted(StackTemplate template, Scope scope) {
        Map<String, Declared> wanted = new LinkedHashMap<>(template.resources());
        wanted.values()
                .removeIf(resource -> resource.condition()
                        .filter(condition -> !scope.holds(condition))
                        .isPresent());
        return wanted;
    }

    private static void make(Declared resource, Scope scope, Cloud cloud) {
        ResourceType type = TYPES.get(resource.type());
        if (type == null) {
            throw new TemplateException("%s: the type %s is not known; known are %s"
                    .formatted(resource.id(), resource.type(), TYPES.keySet()));
        }
        String where = "%s (%s)".formatted(resource.id(), resource.type());
        try {
            scope.add(
                    resource.id(),
                    type.make(resource.id(), new Properties(where, scope.resolve(resource.properties())), cloud));
        } catch (DeploymentException | IllegalArgumentException e) {
            throw new DeploymentException("%s: %s".formatted(where, e.getMessage()), e);
        }
    }
}
