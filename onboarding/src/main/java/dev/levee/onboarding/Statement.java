package dev.levee.onboarding;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// A statement that allows some actions on some resources.
///
/// @param actions in order
/// @param resources in order; `*`, or ARNs with CloudFormation's `${AWS::Partition}` and `${AWS::AccountId}`
record Statement(List<String> actions, List<String> resources) {

    private static final String LONGEST_PARTITION = "aws-us-gov";
    private static final String ACCOUNT = "123456789012";

    /// How much of a policy's quota it takes at most: IAM counts everything but white space.
    int length() {
        ObjectNode statement = JsonNodeFactory.instance.objectNode().put("Effect", "Allow");
        actions.forEach(statement.putArray("Action")::add);
        resources.stream()
                .map(arn -> arn.replace("${AWS::Partition}", LONGEST_PARTITION).replace("${AWS::AccountId}", ACCOUNT))
                .forEach(statement.putArray("Resource")::add);
        return statement.toString().length();
    }

    List<String> yaml() {
        List<String> lines = new ArrayList<>();
        lines.add("- Effect: Allow");
        lines.addAll(Yaml.oneOrList("Action", actions).map(line -> "  " + line).toList());
        lines.addAll(Yaml.oneOrList(
                        "Resource", resources.stream().map(Yaml::resource).toList())
                .map(line -> "  " + line)
                .toList());
        return lines;
    }
}
