package dev.levee.rulebook.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPolicyTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BUCKET = "arn:aws:s3:::invoices";
    private static final JsonNode TLS = json("""
            {"Sid": "DenyInsecureTransport", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
             "Resource": ["arn:aws:s3:::invoices", "arn:aws:s3:::invoices/*"],
             "Condition": {"Bool": {"aws:SecureTransport": "false"}}}""");

    @Provide
    Arbitrary<String> policies() {
        Arbitrary<List<JsonNode>> statements = Combinators.combine(
                        Arbitraries.of("Allow", "Allow", "Deny"), principals(), conditions())
                .as((effect, principal, condition) -> {
                    ObjectNode statement = JsonNodeFactory.instance
                            .objectNode()
                            .put("Effect", effect)
                            .put("Action", "s3:GetObject")
                            .put("Resource", BUCKET + "/*");
                    statement.setAll((ObjectNode) json(principal));
                    return (JsonNode) statement.setAll((ObjectNode) json(condition));
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
        return Combinators.combine(statements, Arbitraries.of(true, false)).as((list, alone) -> {
            for (int index = 0; index < list.size(); index++) {
                ((ObjectNode) list.get(index)).put("Sid", "s" + index);
            }
            ObjectNode policy = JsonNodeFactory.instance.objectNode();
            policy.put("Version", "2012-10-17").put("Id", "kept");
            if (alone && list.size() == 1) {
                policy.set("Statement", list.getFirst());
            } else {
                list.forEach(policy.putArray("Statement")::add);
            }
            return policy.toString();
        });
    }

    private static Arbitrary<String> principals() {
        return Arbitraries.frequency(
                Tuple.of(2, "{\"Principal\": \"*\"}"),
                Tuple.of(2, "{\"Principal\": {\"AWS\": \"*\"}}"),
                Tuple.of(2, "{\"Principal\": {\"AWS\": [\"*\", \"111122223333\"]}}"),
                Tuple.of(1, "{\"Principal\": {\"AWS\": \"*\", \"Service\": \"cloudtrail.amazonaws.com\"}}"),
                Tuple.of(1, "{\"Principal\": {\"Service\": \"cloudtrail.amazonaws.com\"}}"),
                Tuple.of(1, "{\"Principal\": {\"AWS\": [\"111122223333\", \"444455556666\"]}}"),
                Tuple.of(1, "{\"NotPrincipal\": {\"AWS\": \"111122223333\"}}"));
    }

    private static Arbitrary<String> conditions() {
        return Arbitraries.of(
                "{}",
                "{}",
                "{\"Condition\": {\"StringEquals\": {\"aws:SourceVpce\": \"vpce-1\"}}}",
                "{\"Condition\": {\"StringLike\": {\"aws:Referer\": \"https://example.com/*\"}}}");
    }

    @Property
    void losesWhatEveryoneIsAllowedAndNothingElse(@ForAll("policies") String policy, @ForAll boolean evenConditioned) {
        String after = BucketPolicy.parse(policy).withoutPublicAllows(evenConditioned);

        JsonNode left = after.isEmpty() ? json("{\"Version\": \"2012-10-17\", \"Id\": \"kept\"}") : json(after);
        assertThat(left.path("Version")).isEqualTo(json(policy).path("Version"));
        assertThat(left.path("Id")).isEqualTo(json(policy).path("Id"));
        assertThat(grants(left, evenConditioned)).isEqualTo(minusEveryone(grants(json(policy), evenConditioned)));
        assertThat(after.isEmpty()
                        || BucketPolicy.parse(after)
                                .publicAllows(evenConditioned)
                                .isEmpty())
                .isTrue();
    }

    @Property
    void keepsUntouchedStatementsInTheirOrder(@ForAll("policies") String policy) {
        List<JsonNode> untouched = statements(json(policy)).stream()
                .filter(statement -> !PolicyStatement.of(statement).isPublicAllow(false))
                .toList();

        String after = BucketPolicy.parse(policy).withoutPublicAllows(false);

        List<JsonNode> left = after.isEmpty() ? List.of() : statements(json(after));
        assertThat(left.stream().filter(untouched::contains)).containsExactlyElementsOf(untouched);
    }

    @Property
    void keepsEveryStatementWhereOneIsAdded(@ForAll("policies") String policy) {
        BucketPolicy before = BucketPolicy.parse(policy);
        assertThat(before.deniesPlainHttp(BUCKET)).isFalse();

        String after = before.withStatement(TLS);

        List<JsonNode> statements = statements(json(after));
        assertThat(statements.subList(0, statements.size() - 1)).isEqualTo(statements(json(policy)));
        assertThat(statements.getLast()).isEqualTo(TLS);
        assertThat(BucketPolicy.parse(after).deniesPlainHttp(BUCKET)).isTrue();
        assertThat(without("Statement", json(after))).isEqualTo(without("Statement", json(policy)));
    }

    @Test
    void namesAStatementBySidOrPlace() {
        BucketPolicy policy = BucketPolicy.parse("""
                {"Statement": [{"Sid": "Site", "Effect": "Allow", "Principal": "*"}, {"Effect": "Allow", "Principal": "*"}]}""");

        assertThat(policy.publicAllows(false)).containsExactly("Site", "statement 2");
    }

    @Test
    void numbersASidThatIsTaken() {
        String taken = BucketPolicy.parse("{\"Statement\": []}").withStatement(TLS);

        String twice = BucketPolicy.parse(taken).withStatement(TLS);

        assertThat(statements(json(twice)).getLast().path("Sid").asText()).isEqualTo("DenyInsecureTransport2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}                         | false
            {"StringEquals": {"aws:SourceVpc": ["vpc-1", "vpc-2"]}}                 | false
            {"ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:*:111122223333:accesspoint/*"}} | false
            {"IpAddress": {"aws:SourceIp": ["203.0.113.7", "10.0.0.0/7"]}}          | false
            {"StringLike": {"aws:SourceVpc": "vpc-*"}}                              | true
            {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3/r-ab12/ou-ab12-1/*"}} | false
            {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}}   | false
            {"StringLike": {"aws:userid": ["AROAEXAMPLE:*", "111122223333"]}}       | false
            {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}}          | false
            {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-*/r-ab12/*"}}   | true
            {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}}          | true
            {"StringLike": {"aws:userid": "*:admin"}}                               | true
            {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}                     | true
            {"StringEquals": {"aws:userid": "${aws:username}"}}                     | true
            {"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}}                    | true
            {"ForAllValues:StringEquals": {"aws:SourceVpc": "vpc-1"}}               | true
            {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}                         | true
            {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/1"]}}        | true
            {"IpAddress": {"aws:SourceIp": "2001:d00::/24"}}                        | true
            {"Bool": {"aws:SecureTransport": "true"}}                               | true
            """)
    void takesAConditionForConfiningThatNamesWhoOrWhere(String condition, boolean isPublic) {
        String policy =
                "{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Condition\": " + condition + "}}";

        assertThat(BucketPolicy.parse(policy).publicAllows(false)).hasSize(isPublic ? 1 : 0);
        assertThat(BucketPolicy.parse(policy).publicAllows(true)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "Action": "s3:GetObject"                                                        | false
            "Action": ["S3:*"]                                                              | true
            "Principal": {"AWS": "111122223333"}                                            | false
            "Resource": "arn:aws:s3:::invoices/*"                                           | false
            "Resource": ["arn:aws:s3:::invoices", "arn:aws:s3:::invoices/public/*"]         | false
            "Resource": "arn:aws:s3:::inv*"                                                 | true
            "Condition": {"Bool": {"aws:SecureTransport": "true"}}                          | false
            "Condition": {"Bool": {"aws:SecureTransport": [false]}}                         | true
            "Condition": {"Bool": {"aws:SecureTransport": "false"}, "Null": {"aws:ResourceTag/x": "true"}} | false
            """)
    void knowsWhetherPlainHttpIsDenied(String part, boolean denied) {
        ObjectNode statement = TLS.deepCopy();
        statement.setAll((ObjectNode) json("{" + part + "}"));

        assertThat(BucketPolicy.parse("{\"Statement\": [" + statement + "]}").deniesPlainHttp(BUCKET))
                .isEqualTo(denied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"Statement\": [1]}", "{\"Id\": \"a\", \"Id\": \"b\"}"})
    void refusesWhatIsNoPolicy(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> BucketPolicy.parse(text));
    }

    private record Allowed(String principal, JsonNode rest, boolean isPublic) {}

    /// Who is allowed or denied what, one by one.
    private static Set<Allowed> grants(JsonNode policy, boolean evenConditioned) {
        Set<Allowed> grants = new HashSet<>();
        for (JsonNode statement : statements(policy)) {
            boolean isPublic = PolicyStatement.of(statement).isPublicAllow(evenConditioned);
            JsonNode rest = without("Principal", statement);
            JsonNode principal = statement.path("Principal");
            if (principal.isObject()) {
                principal
                        .properties()
                        .forEach(kind -> PolicyStatement.texts(kind.getValue())
                                .forEach(one -> grants.add(new Allowed(one, rest, isPublic && one.equals("*")))));
            } else {
                grants.add(new Allowed(principal.asText(), rest, isPublic));
            }
        }
        return grants;
    }

    private static Set<Allowed> minusEveryone(Set<Allowed> grants) {
        Set<Allowed> less = new HashSet<>(grants);
        less.removeIf(Allowed::isPublic);
        return less;
    }

    private static JsonNode without(String member, JsonNode object) {
        return ((ObjectNode) object.deepCopy()).without(member);
    }

    private static List<JsonNode> statements(JsonNode policy) {
        JsonNode all = policy.path("Statement");
        return all instanceof ArrayNode list ? list.valueStream().toList() : all.isObject() ? List.of(all) : List.of();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
