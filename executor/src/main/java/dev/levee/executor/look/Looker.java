package dev.levee.executor.look;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.Paging;
import dev.levee.rulebook.Call;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.JudgementException;
import dev.levee.rulebook.Read;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Situation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a resource and judges it.
public final class Looker {

    private final InstantSource clock;

    public Looker(InstantSource clock) {
        this.clock = clock;
    }

    /// Makes every read of the control, page by page, and judges what they gave.
    ///
    /// @param inputs valid ones with defaults filled in
    public Look look(Control control, Resource resource, JsonNode inputs, CloudApi reader) {
        Instant at = clock.instant();
        Map<String, JsonNode> state = new LinkedHashMap<>();
        try {
            for (Read read : control.reads()) {
                List<JsonNode> answers = new ArrayList<>();
                for (Call call : read.calls(resource, inputs, state)) {
                    switch (allPages(read, call, reader)) {
                        case CloudAnswer.Success success -> answers.add(success.document());
                        case CloudAnswer.Failure failure
                        when read.meansGone(failure.code()) -> {
                            return new Look.Gone();
                        }
                        case CloudAnswer.Failure failure
                        when read.meansAbsent(failure.code()) -> answers.add(NullNode.getInstance());
                        case CloudAnswer.Failure failure -> {
                            return new Look.Unknown(call.operation(), failure);
                        }
                    }
                }
                state.put(read.name(), read.state(answers, at));
            }
            Situation situation = new Situation(resource, inputs, state, Optional.empty());
            return new Look.Judged(state, control.judge(situation), at);
        } catch (JudgementException e) {
            return new Look.Unjudgeable(String.valueOf(e.getMessage()));
        }
    }

    private static CloudAnswer allPages(Read read, Call call, CloudApi reader) {
        CloudCall first = new CloudCall(call.operation(), call.region(), call.document());
        return read.paging()
                .map(paging ->
                        new Paging(paging.requestToken(), paging.answerToken(), paging.items()).all(reader, first))
                .orElseGet(() -> reader.call(first));
    }
}
