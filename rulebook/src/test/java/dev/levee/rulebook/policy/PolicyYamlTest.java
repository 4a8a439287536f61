package dev.levee.rulebook.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.levee.rulebook.Json;
import dev.levee.rulebook.Problem;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Exemption;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.PolicyScope;
import dev.levee.schemas.Topics;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyYamlTest {

    static {
        // Avro completes and copies only records it was told to trust, which asking for a schema sees to.
        assertThat(Topics.POLICIES.schema()).isNotNull();
    }

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final String SSH = "aws-ec2-security-group-open-ssh";
    private static final String YAML = """
            id: no-open-admin-ports
            description: Admin ports are never open to the world in production.
            controls: [aws-ec2-security-group-open-ssh]
            mode: automated
            scope:
              groups: [production]
              accounts: [111122223333, 012345678901]
              regions: [eu-central-1, us-gov-west-1]
              resources: ["arn:aws:ec2:*"]
              except:
                - resources: ["arn:aws:ec2:*:*:security-group/sg-bastion*"]
                  reason: bastion
                  owner: net-team
                  until: 2027-03-31
            when: event.actor.type != "AWSService"
            inputs:
              aws-ec2-security-group-open-ssh:
                allowedCidrs: [10.0.0.0/8]
            """;

    @Test
    void readsAPolicy() {
        assertThat(parse(YAML)).isEqualTo(new Parsed.Valid(List.of(policy())));
    }

    @Test
    void readsEveryPolicyOfAFile() {
        String two = "id: one\ncontrols: [%1$s]\nmode: observe\n---\nid: two\ncontrols: [%1$s]\nmode: automated\n---\n"
                .formatted(SSH);

        assertThat(parse(two))
                .isInstanceOfSatisfying(
                        Parsed.Valid.class,
                        valid -> assertThat(valid.policies())
                                .extracting(Policy::getId, Policy::getMode)
                                .containsExactly(tuple("one", PolicyMode.OBSERVE), tuple("two", PolicyMode.AUTOMATED)));
    }

    /// Each case replaces a text of the file and expects one problem on the line of the replacement.
    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
        id: no-open-admin-ports      | id: Admin Ports          | `Admin Ports` is no policy id: write lower-case letters
        description: Admin           | descripion: Admin        | unknown key `descripion`; known here: acceptRisk, controls, description, id
        controls: [aws-ec2-security-group-open-ssh] | controls: [aws-nothing] | unknown control `aws-nothing`
        controls: [aws-ec2-security-group-open-ssh] | controls: {severity: [critical]} | is not available yet; list their ids
        mode: automated              | mode: guided             | mode `guided` is not available yet
        mode: automated              | mode: auto               | unknown mode `auto`; known are: observe, assisted, automated
        groups: [production]         | tags: {env: prod}        | `tags` is not available yet
        111122223333                 | 11112222333              | `11112222333` is no account id: it has 12 digits
        eu-central-1                 | Frankfurt                | `Frankfurt` is no region: write e.g. eu-central-1
        "arn:aws:ec2:*"              | "sg-*"                   | `sg-*` is no pattern of ARNs: write e.g. arn:aws:s3:::public-*
        owner: net-team              | reasons: many            | unknown key `reasons`; known here: owner, reason, resources, until
        2027-03-31                   | 2026-11-19               | the exemption has expired on 2026-11-19; prolong it or take it out
        2027-03-31                   | March                    | `March` is no date; write e.g. 2027-03-31
        'when: event.actor.type'     | 'when: event.actr.type'  | expression: `event` has no member `actr`
        'when: event.actor.type !='  | 'when: size(event.id) +' | expression: found no matching overload for '_+_'
        10.0.0.0/8                   | 0.0.0.0/0                | input `allowedCidrs` must hold items that be no wider than /8
        10.0.0.0/8                   | 10.1.0.0/8               | write 10.0.0.0/8
        allowedCidrs                 | allowedCidr              | unknown input `allowedCidr`; known are: ports, allowedCidrs
        '  aws-ec2-security-group-open-ssh:' | '  aws-kms-key-rotation:' | which is not among the policy's controls; add it there
        'mode: automated'            | 'mode: automated, grace: 5m' | no valid YAML
        """)
    void saysFileAndLineAndTheMend(String good, String bad, String message) {
        String yaml = YAML.replace(good, bad);
        int line = (int) yaml.substring(0, yaml.indexOf(bad) + 1).lines().count();

        assertThat(problems(yaml)).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isBetween(line, line + 1);
        });
    }

    @ParameterizedTest
    @CsvSource({"grace: 5m", "'window: {days: Mon-Fri}'", "'limits: {perAccountPerHour: 50}'"})
    void refusesByNameWhatIsNotAvailableYet(String line) {
        String key = line.substring(0, line.indexOf(':'));

        assertThat(problems(YAML + line + "\n"))
                .containsExactly(new Problem("p.yaml", 19, "`" + key + "` is not available yet; leave it out"));
    }

    @Test
    void letsACostlyControlRunAutomatedOnlyWhereTheRiskIsAccepted() {
        String yaml = "id: versions\ncontrols: [aws-s3-bucket-versioning]\nmode: %s\n";

        assertThat(problems(yaml.formatted("automated"))).containsExactly(new Problem("p.yaml", 2, """
                        control `aws-s3-bucket-versioning` is billable: read its caution, then add \
                        `acceptRisk: [billable]` to let it run automated"""));
        assertThat(problems(yaml.formatted("automated\nacceptRisk: [destructive]")))
                .isNotEmpty();
        assertThat(problems(yaml.formatted("automated\nacceptRisk: [none]")))
                .extracting(Problem::message)
                .contains("unknown risk `none`; known are: billable, destructive");
        assertThat(parse(yaml.formatted("automated\nacceptRisk: [billable]"))).isInstanceOf(Parsed.Valid.class);
        assertThat(parse(yaml.formatted("observe"))).isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(problems("description: nothing else\n"))
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "`controls` is missing; add it", "`id` is missing; add it", "`mode` is missing; add it");
        assertThat(problems("")).containsExactly(new Problem("p.yaml", 1, "the file holds no policy"));
    }

    @Test
    void refusesTwoPoliciesWithOneId() {
        String one = "id: one\ncontrols: [%s]\nmode: observe\n".formatted(SSH);

        assertThat(problems(one + "---\n" + one))
                .containsExactly(new Problem("p.yaml", 5, "the id one is taken by a policy above; choose another"));
    }

    @Test
    void rendersWhatItReads() {
        assertThat(PolicyYaml.render(policy())).isEqualTo("""
                id: no-open-admin-ports
                description: Admin ports are never open to the world in production.
                controls:
                - aws-ec2-security-group-open-ssh
                mode: automated
                scope:
                  groups:
                  - production
                  accounts:
                  - "111122223333"
                  - "012345678901"
                  regions:
                  - eu-central-1
                  - us-gov-west-1
                  resources:
                  - arn:aws:ec2:*
                  except:
                  - resources:
                    - arn:aws:ec2:*:*:security-group/sg-bastion*
                    reason: bastion
                    owner: net-team
                    until: 2027-03-31
                when: event.actor.type != "AWSService"
                inputs:
                  aws-ec2-security-group-open-ssh:
                    allowedCidrs:
                    - 10.0.0.0/8
                """);
    }

    @Property
    void readsWhatItRenders(@ForAll("texts") String text) {
        Policy policy = Policy.newBuilder(policy())
                .setDescription(text)
                .setScope(PolicyScope.newBuilder(policy().getScope())
                        .setGroups(List.of(text))
                        .build())
                .build();

        assertThat(parse(PolicyYaml.render(policy))).isEqualTo(new Parsed.Valid(List.of(policy)));
    }

    /// Everything people write, and what YAML might take for something else.
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "yes",
                        "null",
                        "~",
                        "1",
                        "1.0",
                        "0x1F",
                        "2027-03-31",
                        "a: b",
                        "- a",
                        "#x",
                        "*a",
                        "&a",
                        "!x",
                        "%x",
                        "@x"),
                Arbitraries.strings()
                        .withCharRange(' ', '~')
                        .withChars("äß€\n")
                        .ofMinLength(1)
                        .ofMaxLength(200)
                        .map(String::strip)
                        .filter(text -> !text.isBlank()));
    }

    private static Policy policy() {
        return Policy.newBuilder()
                .setId("no-open-admin-ports")
                .setDescription("Admin ports are never open to the world in production.")
                .setControls(List.of(SSH))
                .setMode(PolicyMode.AUTOMATED)
                .setScope(PolicyScope.newBuilder()
                        .setGroups(List.of("production"))
                        .setAccounts(List.of("111122223333", "012345678901"))
                        .setRegions(List.of("eu-central-1", "us-gov-west-1"))
                        .setResources(List.of("arn:aws:ec2:*"))
                        .setExcept(List.of(Exemption.newBuilder()
                                .setResources(List.of("arn:aws:ec2:*:*:security-group/sg-bastion*"))
                                .setReason("bastion")
                                .setOwner("net-team")
                                .setUntil(LocalDate.of(2027, 3, 31))
                                .build()))
                        .build())
                .setWhen("event.actor.type != \"AWSService\"")
                .setInputs(Map.of(SSH, Json.of("{allowedCidrs: ['10.0.0.0/8']}").toString()))
                .build();
    }

    private static Parsed parse(String yaml) {
        return PolicyYaml.parse("p.yaml", yaml, Rulebook.standard(), TODAY);
    }

    private static List<Problem> problems(String yaml) {
        return parse(yaml) instanceof Parsed.Invalid(List<Problem> problems) ? problems : List.of();
    }
}
