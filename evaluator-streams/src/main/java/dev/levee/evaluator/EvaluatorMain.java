package dev.levee.evaluator;

import dev.levee.service.ServiceMain;

/// Runs the evaluator until it is told to stop, or until it cannot go on.
public final class EvaluatorMain {

    private EvaluatorMain() {}

    public static void main(String[] arguments) {
        ServiceMain.main(
                "evaluator",
                EvaluatorConfig.SETTINGS,
                arguments,
                (environment, meters) -> new Evaluator(EvaluatorConfig.from(environment), meters));
    }
}
