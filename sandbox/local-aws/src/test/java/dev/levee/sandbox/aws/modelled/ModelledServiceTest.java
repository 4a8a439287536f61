package dev.levee.sandbox.aws.modelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModelledServiceTest {

    private static final String FILE = """
            kinds:
              boat:
                names: [Name, Arn]
                new: {State: building, Arn: 'arn:boat/${Name}', Sails: {Main: true, Jib: false}}
                rows: [{Name: ferry, State: afloat}]
                exists: 'Taken 409: ${Name} is there'
                missing: Lost
                ready: {State: afloat}
                busy: 'Busy: ${row.Name} is ${row.State}'
                takes: 3
              harbour:
                new: {Open: true}
            Build: {create: boat, later: {State: afloat}, answer: '${row}'}
            Look: {get: boat, answer: '${row}'}
            LookElsewhere: {get: boat, by: Boat, answer: '${row}'}
            Fleet: {list: boat, by: none, items: Boats, each: '${row.Name}', some: Names, answer: {More: '${more}'},
                    paging: {by: name, size: Limit, max: 10, token: After}}
            Trim: {update: boat, answer: {From: '${before.Sails}', To: '${row.Sails}'}}
            Refit:
              update: boat
              refuse: [{when: {row: {Name: ferry}}, with: 'Denied: not the ferry'}]
              changes:
                - {set: {State: docked}, later: {State: afloat}}
                - {when: {Keel: '*'}, later: {Keel: '${Keel}'}}
            Scrap: {delete: boat, set: {State: scrapping}, answer: '${row}'}
            Close: {put: harbour, answer: '${row}'}
            Harbour: {get: harbour, answer: '${row}'}
            """;

    private final ModelledService service = new ModelledService(
            "sea",
            new Store(),
            yaml(FILE),
            Map.of("Trim", (_, row) -> row.withObject("/Sails").put("Trimmed", true)));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void makesARowOfDefaultsAndTheRequest() {
        JsonNode boat = call("Build", "{Name: gull, Sails: {Jib: true}, Crew: 3}");

        assertThat(boat)
                .isEqualTo(
                        yaml(
                                "{State: building, Arn: 'arn:boat/gull', Sails: {Main: true, Jib: true}, Name: gull, Crew: 3}"));
        assertThatThrownBy(() -> call("Build", "{Name: gull}")).isInstanceOfSatisfying(AwsFault.class, fault -> {
            assertThat(fault.code()).isEqualTo("Taken");
            assertThat(fault.status()).isEqualTo(409);
            assertThat(fault.text()).isEqualTo("gull is there");
        });
    }

    @Test
    void findsARowByAnyOfItsNames() {
        call("Build", "{Name: gull}");

        assertThat(call("Look", "{Name: gull}")).isEqualTo(call("Look", "{Name: 'arn:boat/gull'}"));
        assertThat(call("LookElsewhere", "{Boat: gull}").path("Name").asText()).isEqualTo("gull");
        assertThatThrownBy(() -> call("Look", "{Name: tern}")).hasMessage("Lost");
    }

    @Test
    void changesWithTime() {
        call("Build", "{Name: gull}");
        assertThatThrownBy(() -> call("Trim", "{Name: gull}")).hasMessage("gull is building");

        wait(3);
        call("Refit", "{Name: gull, Keel: lead}");
        assertThat(call("Look", "{Name: gull}").path("State").asText()).isEqualTo("docked");

        wait(2);
        assertThat(call("Look", "{Name: gull}").path("State").asText()).isEqualTo("docked");
        wait(1);
        assertThat(call("Look", "{Name: gull}").path("State").asText()).isEqualTo("afloat");
        assertThat(call("Look", "{Name: gull}").path("Keel").asText()).isEqualTo("lead");
    }

    @Test
    void letsJavaHaveTheFirstWord() {
        assertThat(call("Trim", "{Name: ferry, Sails: {Jib: true}}"))
                .isEqualTo(yaml("{To: {Jib: true, Trimmed: true}}"));
    }

    @Test
    void refusesWhatTheFileSays() {
        assertThatThrownBy(() -> call("Refit", "{Name: ferry}")).hasMessage("not the ferry");
        assertThat(call("Look", "{Name: ferry}").path("State").asText()).isEqualTo("afloat");
    }

    @Test
    void listsAllPagesOrSome() {
        call("Build", "{Name: gull}");
        call("Build", "{Name: tern}");

        assertThat(call("Fleet", "{Limit: 2}")).isEqualTo(yaml("{Boats: [ferry, gull], more: true, More: true}"));
        assertThat(call("Fleet", "{Limit: 2, After: gull}"))
                .isEqualTo(yaml("{Boats: [tern], more: false, More: false}"));
        assertThat(call("Fleet", "{Names: [tern, ferry]}").path("Boats")).isEqualTo(yaml("[tern, ferry]"));
        assertThatThrownBy(() -> call("Fleet", "{Names: [swan]}")).hasMessage("Lost");
    }

    @Test
    void forgetsARowInTheEnd() {
        call("Build", "{Name: gull}");
        wait(3);

        assertThat(call("Scrap", "{Name: gull}").path("State").asText()).isEqualTo("scrapping");
        assertThatThrownBy(() -> call("Scrap", "{Name: gull}")).hasMessage("gull is scrapping");
        wait(3);
        assertThat(call("Fleet", "{}").path("Boats")).isEqualTo(yaml("[ferry]"));
    }

    @Test
    void knowsThingsThatExistOnce() {
        assertThat(call("Harbour", "{}")).isEqualTo(yaml("{Open: true}"));

        call("Close", "{Open: false, Why: ice}");
        call("Close", "{Open: false}");

        assertThat(call("Harbour", "{}")).isEqualTo(yaml("{Open: false}"));
    }

    @Test
    void saysWhichKindIsMissing() {
        assertThatThrownBy(() -> new ModelledService("sea", new Store(), yaml("Look: {get: boat}"), Map.of()))
                .hasMessage("operations/sea.yaml has no kind boat");
    }

    private JsonNode call(String operation, String document) {
        Caller caller = new Caller.User("111122223333", "admin", "AIDA", "AKIA");
        return Objects.requireNonNull(service.operations().get(operation))
                .handle(new Request(
                        "sea",
                        operation,
                        caller,
                        caller.account(),
                        "eu-west-1",
                        yaml(document),
                        now,
                        "http://localhost"));
    }

    private void wait(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
