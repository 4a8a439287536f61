package dev.levee.rulebook.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.Json;
import dev.levee.rulebook.JudgementException;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

    private static final Expressions EXPRESSIONS = Expressions.over("x");
    private static final JsonNode X = Json.of("""
            {one: 1, two: 2.0, text: 'a', yes: true, nothing: null, list: [1, 2], big: 9007199254740993,
             rule: {IpProtocol: 'tcp', FromPort: 20, ToPort: 25, CidrIpv4: '0.0.0.0/0', Description: 'd'},
             all: {IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv6: '::/0'},
             group: {IpProtocol: 'tcp', FromPort: 22, ToPort: 22, ReferencedGroupInfo: {GroupId: 'sg-1'}}}
            """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.one == 1",
                "x.one == 1.0 && x.two > x.one",
                "x.nothing == null",
                "x.big == 9007199254740993",
                "has(x.nothing) && !has(x.missing)",
                "x.?missing.?deeper.orValue(7) == 7",
                "x.nothing.?member.orValue(7) == 7",
                "x.list[?5].orValue(0) == 0",
                "x == x && x.list == [1, 2]",
                "size(x) == 10 && 'text' in x",
                "isWorld('0.0.0.0/0') && isWorld('::/0') && !isWorld('10.0.0.0/8')",
                "sseRank('AES256') < sseRank('aws:kms') && sseRank('aws:kms') < sseRank('aws:kms:dsse')",
                "coversAnyPort(x.rule, 'tcp', [22]) && !coversAnyPort(x.rule, 'udp', [22]) && !coversAnyPort(x.rule, 'tcp', [26])",
                "coversAnyPort(x.all, 'tcp', [22]) && coversAnyPort(x.group, 'tcp', [22])",
                "coversAnyPort({'IpProtocol': '6', 'FromPort': 0, 'ToPort': 65535}, 'tcp', [22])",
                "withoutPorts(x.rule, [22]).map(r, [r.FromPort, r.ToPort]) == [[20, 21], [23, 25]]",
                "withoutPorts(x.rule, [20]).map(r, r.FromPort) == [21] && withoutPorts(x.rule, [25]).map(r, r.ToPort) == [24]",
                "withoutPorts(x.rule, [80]).map(r, [r.FromPort, r.ToPort]) == [[20, 25]]",
                "withoutPorts(x.group, [22]) == []",
                "newRules([x.rule, x.rule, x.all], [x.all, x.group]).map(r, r.IpProtocol) == ['tcp']",
                "sameRule(x.all, {'IpProtocol': '-1', 'CidrIpv6': '0::0/0'}) && !sameRule(x.group, x.group)",
                "ipPermissions([x.all]) == [{'IpProtocol': '-1', 'Ipv6Ranges': [{'CidrIpv6': '::/0'}]}]"
            })
    void holds(String expression) throws ExpressionException {
        Expression condition = EXPRESSIONS.compileCondition(expression);

        assertThat(condition.holds(Scope.empty().with("x", X))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.missing == 1",
                "x.nothing.member == 1",
                "x.nothing > 1",
                "x.text > 1",
                "x.one",
                "x.list[5] == 1",
                "!x.nothing",
                "x.list.exists(i, i.deeper == 1)",
                "isWorld('everywhere')",
                "isWorld(x.nothing)",
                "sseRank('aws:kms:new') == 1",
                "coversAnyPort(x.text, 'tcp', [22])",
                "coversAnyPort({}, 'tcp', [22])",
                "withoutPorts(x.all, [22]) == []",
                "ipPermissions([x.group]) == []"
            })
    void isUnknownRatherThanFalse(String expression) throws ExpressionException {
        Expression condition = EXPRESSIONS.compileCondition(expression);

        assertThatExceptionOfType(JudgementException.class)
                .isThrownBy(() -> condition.holds(Scope.empty().with("x", X)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        x.one                        | 1
        x.big                        | 9007199254740993
        [x.?missing, optional.of(2)] | [2]
        [?x.?missing, x.one]         | [1]
        {?"a": x.?missing, "b": 2.5} | {b: 2.5}
        x                            | SAME
        [x.list, x.nothing, x.yes]   | [[1, 2], null, true]
        """)
    void givesJson(String expression, String json) throws ExpressionException {
        Expression compiled = EXPRESSIONS.compile(expression);

        assertThat(compiled.json(Scope.empty().with("x", X))).hasValue(json.equals("SAME") ? X : Json.of(json));
    }

    @Test
    void givesNothingForAnOptionalWithoutValue() throws ExpressionException {
        assertThat(EXPRESSIONS.compile("x.?missing").json(Scope.empty().with("x", X)))
                .isEmpty();
    }

    @Test
    void refusesToGiveWhatJsonDoesNotHave() throws ExpressionException {
        Expression time = EXPRESSIONS.compile("timestamp('2026-11-01T00:00:00Z')");

        assertThatExceptionOfType(JudgementException.class)
                .isThrownBy(() -> time.json(Scope.empty()))
                .withMessageContaining("string(…)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        y.member        | 0 | undeclared reference to 'y'; known here: x
        x.a +           | 0 | mismatched input
        'x.a == 1 &&'   | 0 | mismatched input
        x.isWord('a')   | 0 | undeclared reference to 'isWord'
        isWorld(1)      | 0 | found no matching overload for 'isWorld'
        """)
    void saysWhatIsWrong(String expression, int line, String message) {
        ExpressionException e = catchThrowableOfType(ExpressionException.class, () -> EXPRESSIONS.compile(expression));

        assertThat(e).hasMessageContaining(message);
        assertThat(e.line()).isEqualTo(line);
    }

    @Test
    void saysOnWhichLineItIsWrong() {
        ExpressionException e = catchThrowableOfType(
                ExpressionException.class, () -> EXPRESSIONS.compile("x.a == 1\n&& x.b == 2\n&& y"));

        assertThat(e.line()).isEqualTo(2);
    }

    @Test
    void refusesAMemberThatTheVariableDoesNotHave() {
        Expressions strict = Expressions.over().with("x", Set.of("one", "two"));

        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> strict.compile("[1].exists(i, x.?three.orValue(0) == i)"))
                .withMessage("`x` has no member `three`; it has: one, two");
    }

    @Test
    void looksOnlyAtWhatItNames() throws ExpressionException {
        JsonNode trapped = ((ObjectNode) Json.of("{a: {b: 1}, other: {}}")).putPOJO("trap", "cannot be looked at");
        Scope scope = Scope.empty().with("x", trapped);

        assertThat(EXPRESSIONS.compileCondition("x.?a.?b.orValue(0) == 1").holds(scope))
                .isTrue();
        assertThat(EXPRESSIONS.compileCondition("has(x.a.b) && 'other' in x").holds(scope))
                .isTrue();
    }

    @Test
    void stopsAnExpressionWithoutEnd() throws ExpressionException {
        Expression endless = EXPRESSIONS.compileCondition(
                "x.all(a, x.all(b, x.all(c, x.all(d, x.all(e, x.all(f, a + b + c + d + e + f >= 0))))))");
        JsonNode hundred = Json.of(IntStream.range(0, 100).boxed().toList().toString());

        assertThatExceptionOfType(JudgementException.class)
                .isThrownBy(() -> endless.holds(Scope.empty().with("x", hundred)))
                .withMessageContaining("Iteration budget exceeded");
    }
}
