package dev.levee.sandbox.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.onboarding.Template;
import dev.levee.rulebook.Control;
import dev.levee.sandbox.SandboxAccount;
import dev.levee.sandbox.deploy.Deployer;
import dev.levee.sandbox.deploy.Stack;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Deploys in an account what its owner would: the template of the chosen controls, in every region, as a StackSet
/// does.
public final class Onboarding {

    public static final String REMEDIATOR_ROLE = "levee-remediator";

    private static final String ROTATOR = "levee-rotator";

    private final Hub hub;
    private final Collection<Control> controls;
    private final Map<Template, String> rendered = new ConcurrentHashMap<>();

    public Onboarding(Hub hub, Collection<Control> controls) {
        this.hub = hub;
        this.controls = List.copyOf(controls);
    }

    /// With codes that change by themselves; the first is there when this returns.
    ///
    /// @param owner calls as the account's administrator
    public Onboarded automated(CloudApi owner, SandboxAccount account) {
        Onboarded onboarded = deploy(owner, account, Template.REMEDIATOR_AUTOMATED, Map.of());
        rotate(owner, account.homeRegion());
        return onboarded;
    }

    /// With a code that a person gives.
    ///
    /// @param owner calls as the account's administrator
    public Onboarded manual(CloudApi owner, SandboxAccount account, String code, Instant validUntil) {
        return deploy(
                owner,
                account,
                Template.REMEDIATOR_MANUAL,
                Map.of("Code", code, "CodeValidUntil", validUntil.toString()));
    }

    private Onboarded deploy(CloudApi owner, SandboxAccount account, Template template, Map<String, String> own) {
        Map<String, String> parameters = new HashMap<>(own);
        parameters.put("ExternalId", account.externalId().toString());
        parameters.put("LeveePrincipalArns", String.join(",", hub.principals()));
        parameters.put("EventBusArn", hub.eventBusArn());
        parameters.put("HomeRegion", account.homeRegion());
        String text = rendered.computeIfAbsent(template, kind -> kind.render(controls));
        Deployer deployer = new Deployer(owner, account.id());
        Map<String, Stack> stacks = new LinkedHashMap<>();
        account.regions().forEach(region -> stacks.put(region, deployer.deploy(text, region, parameters)));
        return new Onboarded(described(account, stacks), stacks);
    }

    private static Account described(SandboxAccount account, Map<String, Stack> stacks) {
        Map<String, String> outputs = stacks.values().iterator().next().outputs();
        Optional<String> secret = Optional.ofNullable(outputs.get("SecretArn"));
        return Account.newBuilder()
                .setId(account.id())
                .setProvider(Provider.AWS)
                .setName(account.name())
                .setGroups(account.groups())
                .setRegions(account.regions())
                .setConnection(AwsConnection.newBuilder()
                        .setMode(secret.isPresent() ? ConnectionMode.AUTOMATED : ConnectionMode.MANUAL)
                        .setScanRoleArn(outputs.get("ScanRoleArn"))
                        .setRemediatorRoleArn(outputs.get("RemediatorRoleArn"))
                        .setExternalId(account.externalId().toString())
                        .setSecretArn(secret.orElse(null))
                        .build())
                .build();
    }

    /// Has the first code written now and not when the next one begins.
    private static void rotate(CloudApi owner, String region) {
        JsonNode function = JsonNodeFactory.instance.objectNode().put("FunctionName", ROTATOR);
        CloudAnswer answer = owner.call(new CloudCall("lambda:Invoke", region, function));
        String error = switch (answer) {
            case CloudAnswer.Success success ->
                success.document().path("FunctionError").asText();
            case CloudAnswer.Failure failure -> failure.code();
        };
        if (!error.isEmpty()) {
            throw new IllegalStateException("the rotator failed: " + error);
        }
    }
}
