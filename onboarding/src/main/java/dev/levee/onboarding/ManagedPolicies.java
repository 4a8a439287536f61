package dev.levee.onboarding;

import dev.levee.service.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/// Divides what a role may do into as many managed policies as IAM's quotas ask for.
///
/// A policy's description and name stay as they are for ever: to change one is to replace the policy, which
/// CloudFormation cannot do with a name that is taken.
///
/// @param role the beginning of the role's logical id
/// @param name the beginning of the policies' names
/// @param description of each
record ManagedPolicies(String role, String name, String description) {

    /// Of a managed policy, in characters that are no white space.
    static final int POLICY_LIMIT = 6_144;

    /// IAM lets ten policies be attached to a role; two are of the template's own.
    static final int MOST_POLICIES = 8;

    private static final int AROUND = "{\"Version\":\"2012-10-17\",\"Statement\":[]}".length();

    /// The policies as resources of a template.
    List<String> yaml(List<Statement> statements) {
        List<List<Statement>> policies = divide(statements);
        List<String> lines = new ArrayList<>();
        for (int number = 1; number <= policies.size(); number++) {
            if (number > 1) {
                lines.add("");
            }
            lines.addAll("""
                    %sPolicy%d:
                      Type: AWS::IAM::ManagedPolicy
                      Condition: IsHome
                      Properties:
                        ManagedPolicyName: %s-%d
                        Description: %s
                        Roles: [!Ref %sRole]
                        PolicyDocument:
                          Version: '2012-10-17'
                          Statement:""".formatted(role, number, name, number, description, role)
                    .lines()
                    .toList());
            policies.get(number - 1).stream()
                    .flatMap(statement -> statement.yaml().stream())
                    .forEach(line -> lines.add("        " + line));
        }
        return lines;
    }

    private List<List<Statement>> divide(List<Statement> statements) {
        List<List<Statement>> policies = new ArrayList<>();
        int room = 0;
        for (Statement statement : statements) {
            int length = statement.length() + 1;
            if (AROUND + length > POLICY_LIMIT) {
                throw tooMuch("%s and more of its service"
                        .formatted(statement.actions().getFirst()));
            }
            if (length > room) {
                policies.add(new ArrayList<>());
                room = POLICY_LIMIT - AROUND;
            }
            policies.getLast().add(statement);
            room -= length;
        }
        if (policies.size() > MOST_POLICIES) {
            throw tooMuch("%d policies".formatted(policies.size()));
        }
        return policies;
    }

    private ConfigurationException tooMuch(String what) {
        return new ConfigurationException(List.of(
                "these controls need %s, more than IAM has room for in the role %s (%d policies of %d characters); choose fewer with --controls or --policy"
                        .formatted(what, name, MOST_POLICIES, POLICY_LIMIT)));
    }
}
