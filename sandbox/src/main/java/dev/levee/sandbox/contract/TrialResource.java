package dev.levee.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.rulebook.Call;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Inputs;
import dev.levee.rulebook.JudgementException;
import dev.levee.rulebook.Place;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A resource that was made to violate a control.
///
/// @param inputs what the trial sets, and the defaults of the others
public record TrialResource(Resource resource, JsonNode inputs) {

    private static final String REGION = "eu-central-1";
    private static final String GLOBAL_REGION = "us-east-1";
    private static final int TRIES = 20;

    /// Makes it in an account, by its owner's calls. One that is refused is made again: what an earlier call made may
    /// take time to be there.
    ///
    /// @param pause lets some seconds pass
    /// @throws Broken if the trial's inputs are not valid, a call is refused, or the control knows no such resource
    public static TrialResource make(CloudApi owner, String account, Control control, Trial trial, Runnable pause)
            throws Broken {
        JsonNode inputs = switch (control.inputs(trial.inputs())) {
            case Inputs.Valid(JsonNode values) -> values;
            case Inputs.Invalid(List<String> problems) -> throw new Broken(String.join("; ", problems));
        };
        Place place = new Place("aws", account, control.global() ? GLOBAL_REGION : REGION);
        Map<String, JsonNode> made = new LinkedHashMap<>();
        try {
            for (int step = 0; step < trial.steps(); step++) {
                Call call = trial.call(step, place, inputs, made);
                JsonNode answer = answer(owner, new CloudCall(call.operation(), call.region(), call.document()), pause);
                trial.name(step).ifPresent(name -> made.put(name, answer));
            }
            return new TrialResource(control.resource(trial.resource(place, inputs, made), place), inputs);
        } catch (JudgementException | IllegalArgumentException e) {
            throw new Broken(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode answer(CloudApi owner, CloudCall call, Runnable pause) throws Broken {
        for (int tries = 1; tries < TRIES; tries++) {
            if (owner.call(call) instanceof CloudAnswer.Success success) {
                return success.document();
            }
            pause.run();
        }
        return TrialCloud.must(owner, call);
    }
}
