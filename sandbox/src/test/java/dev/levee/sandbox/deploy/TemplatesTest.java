package dev.levee.sandbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.onboarding.Template;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Permission;
import dev.levee.rulebook.Purpose;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.deploy.Documents.Document;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The templates for every standard control, read as CloudFormation and IAM read them.
class TemplatesTest {

    private static final String BOUNDARY = "Boundary";
    private static final Set<String> PSEUDO =
            Set.of("AWS::Region", "AWS::AccountId", "AWS::Partition", "AWS::URLSuffix", "AWS::NoValue");

    @ParameterizedTest
    @EnumSource
    void referToNothingThatIsNotThere(Template kind) {
        StackTemplate template = StackTemplate.parse(Documents.text(kind));
        Set<String> known = new HashSet<>(PSEUDO);
        known.addAll(template.parameters().keySet());
        known.addAll(template.resources().keySet());

        assertThat(template.resources().values()).allSatisfy(resource -> {
            References used = References.in(resource.properties());
            assertThat(known).as(resource.id()).containsAll(used.values());
            assertThat(template.conditions().keySet()).containsAll(used.conditions());
            resource.condition()
                    .ifPresent(name -> assertThat(template.conditions()).containsKey(name));
        });
        assertThat(template.outputs().values())
                .allSatisfy(output ->
                        assertThat(known).containsAll(References.in(output).values()));
    }

    /// In a region that is not the home region, too, where most of the resources are missing. The boundary is
    /// referred to within an `Fn::If` of its condition.
    @ParameterizedTest
    @EnumSource
    void referToNoResourceThatIsMissingWhereTheyRefer(Template kind) {
        StackTemplate template = StackTemplate.parse(Documents.text(kind));
        Set<String> conditional = template.resources().values().stream()
                .filter(resource -> resource.condition().isPresent())
                .map(StackTemplate.Declared::id)
                .filter(id -> !id.equals(BOUNDARY))
                .collect(Collectors.toSet());

        assertThat(template.resources().values())
                .filteredOn(resource -> resource.condition().isEmpty())
                .allSatisfy(resource -> assertThat(
                                References.in(resource.properties()).values())
                        .as(resource.id())
                        .doesNotContainAnyElementsOf(conditional));
    }

    @ParameterizedTest
    @EnumSource
    void fitIntoOneRequest(Template kind) {
        assertThat(Documents.text(kind).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(Template.INLINE_LIMIT);
    }

    @ParameterizedTest
    @EnumSource
    void holdDocumentsAsIamReadsThem(Template kind) {
        assertThat(Documents.of(kind)).isNotEmpty().allSatisfy(document -> {
            assertThat(document.content().path("Version").asText()).isEqualTo("2012-10-17");
            assertThat(document.statements()).isNotEmpty();
            List<String> sids = document.statements().stream()
                    .map(statement -> statement.path("Sid").asText())
                    .filter(sid -> !sid.isEmpty())
                    .toList();
            assertThat(sids).doesNotHaveDuplicates().allMatch(sid -> sid.matches("[A-Za-z0-9]+"));
            document.statements().forEach(statement -> wellFormed(document, statement));
        });
    }

    private static void wellFormed(Document document, JsonNode statement) {
        assertThat(statement.path("Effect").asText()).as(statement.toString()).isIn("Allow", "Deny");
        assertThat(statement.has("Action")).isNotEqualTo(statement.has("NotAction"));
        assertThat(actions(statement)).isNotEmpty().allMatch(action -> action.matches("[a-z0-9-]+:[A-Za-z*]+"));
        assertThat(statement.has("Principal")).isNotEqualTo(document.ofIdentity());
        if (document.kind().equals("AssumeRolePolicyDocument")) {
            assertThat(statement.has("Resource")).isFalse();
        } else {
            assertThat(statement.has("Resource")).isNotEqualTo(statement.has("NotResource"));
        }
        assertThat(resources(statement)).allMatch(arn -> arn.equals("*") || arn.startsWith("arn:aws-us-gov:"));
    }

    @ParameterizedTest
    @EnumSource
    void keepIamsQuotas(Template kind) {
        assertThat(Documents.of(kind))
                .allSatisfy(document -> assertThat(document.length())
                        .as("%s, %s", document.resource(), document.kind())
                        .isLessThanOrEqualTo(quota(document)));
    }

    private static int quota(Document document) {
        return switch (document.kind()) {
            case "AssumeRolePolicyDocument" -> 2_048;
            case "Policies" -> 10_240;
            case "PolicyDocument" -> document.type().equals("AWS::IAM::ManagedPolicy") ? 6_144 : 10_240;
            case "ResourcePolicy" -> 20_480;
            default -> 32_768;
        };
    }

    @ParameterizedTest
    @EnumSource
    void allowWritingToAllResourcesOnlyWhereAControlHasNoNarrowerOne(Template kind) {
        Set<String> withoutResource = permissions()
                .filter(permission -> permission.resource().equals("*"))
                .map(Permission::action)
                .collect(Collectors.toSet());

        assertThat(allowed(kind))
                .filteredOn(statement -> resources(statement).contains("*"))
                .flatExtracting(TemplatesTest::actions)
                .allMatch(action ->
                        action.matches("[a-z0-9-]+:(Describe|Get|List)\\w*") || withoutResource.contains(action));
    }

    @ParameterizedTest
    @EnumSource
    void passOnlyTheRolesThatControlsPass(Template kind) {
        Set<String> passed = permissions()
                .filter(permission -> permission.action().equals("iam:PassRole"))
                .map(permission -> permission.resource().replaceAll("^.*:role/", ":role/"))
                .collect(Collectors.toSet());

        assertThat(allowed(kind))
                .filteredOn(statement -> actions(statement).stream().anyMatch("iam:PassRole"::startsWith))
                .flatExtracting(TemplatesTest::resources)
                .allMatch(arn -> passed.stream().anyMatch(arn::endsWith));
    }

    @ParameterizedTest
    @EnumSource(names = "REMEDIATOR_.*", mode = EnumSource.Mode.MATCH_ANY)
    void letTheBoundaryIncludeWhatTheRolesNeed(Template kind) {
        Document boundary = Documents.of(kind).stream()
                .filter(document -> document.resource().equals(BOUNDARY))
                .findFirst()
                .orElseThrow();

        assertThat(allowed(kind))
                .flatExtracting(TemplatesTest::actions)
                .allSatisfy(action -> assertThat(boundary.statements())
                        .as(action)
                        .anyMatch(statement -> effect(statement, "Allow", action))
                        .noneMatch(statement -> effect(statement, "Deny", action)
                                && resources(statement).contains("*")
                                && !statement.has("Condition")));
    }

    @Test
    void giveEveryRoleOfAnAccountItsBoundary() {
        for (Template kind : List.of(Template.REMEDIATOR_MANUAL, Template.REMEDIATOR_AUTOMATED)) {
            assertThat(StackTemplate.parse(Documents.text(kind)).resources().values())
                    .filteredOn(resource -> resource.type().equals("AWS::IAM::Role"))
                    .hasSizeGreaterThan(2)
                    .allSatisfy(
                            role -> assertThat(References.in(role.properties().path("PermissionsBoundary"))
                                            .values())
                                    .contains(BOUNDARY));
        }
    }

    private static boolean effect(JsonNode statement, String effect, String action) {
        return statement.path("Effect").asText().equals(effect)
                && Documents.texts(statement.path("Action")).stream()
                        .anyMatch(pattern -> action.matches(pattern.replace("*", ".*")));
    }

    /// What roles are allowed, without the boundary, which allows nothing by itself.
    private static List<JsonNode> allowed(Template kind) {
        return Documents.of(kind).stream()
                .filter(Document::ofIdentity)
                .filter(document -> !document.resource().equals(BOUNDARY))
                .flatMap(document -> document.statements().stream())
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .toList();
    }

    private static List<String> actions(JsonNode statement) {
        return Documents.texts(statement.has("Action") ? statement.path("Action") : statement.path("NotAction"));
    }

    private static List<String> resources(JsonNode statement) {
        return Documents.texts(statement.has("Resource") ? statement.path("Resource") : statement.path("NotResource"));
    }

    private static Stream<Permission> permissions() {
        return Rulebook.standard().controls().stream()
                .flatMap((Control control) ->
                        Stream.of(Purpose.values()).flatMap(purpose -> control.permissions(purpose).stream()));
    }
}
