package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.cel.Scope;
import dev.levee.schemas.Provider;
import dev.levee.schemas.Risk;
import dev.levee.schemas.Severity;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything about one remediation: what is wrong, how to see it, how to put it right and how to undo that.
/// Immutable and thread-safe.
public final class Control {

    private final ControlParts parts;
    private final Set<String> actions;

    Control(ControlParts parts) {
        this.parts = parts;
        this.actions = parts.triggers().stream()
                .flatMap(trigger -> trigger.actions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public String id() {
        return parts.heading().id();
    }

    public String title() {
        return parts.heading().title();
    }

    public Severity severity() {
        return parts.heading().severity();
    }

    /// What a fix costs beyond what the title says. All but [Risk#NONE] runs automated only where the policy accepts
    /// it.
    public Risk risk() {
        return parts.heading().risk();
    }

    /// The control this one is a variant of.
    public Optional<String> family() {
        return parts.heading().family();
    }

    public Provider provider() {
        return parts.heading().provider();
    }

    public String service() {
        return parts.heading().service();
    }

    public String resourceType() {
        return parts.resource().type();
    }

    /// Its resources exist once per account and belong to no region.
    public boolean global() {
        return parts.resource().global();
    }

    /// What a person should know before switching it on.
    public String caution() {
        return parts.heading().caution();
    }

    /// `links`, and the rows of other products' lists that it answers.
    public Map<String, List<String>> references() {
        return parts.heading().references();
    }

    /// The rows of other products' lists, one by one.
    public List<ListedRule> listedRules() {
        return ListedRule.in(references());
    }

    /// What a policy may set.
    public List<InputDescription> inputs() {
        return parts.inputs().inputs().stream().map(Input::description).toList();
    }

    /// What triggers it: `service:action`.
    public Set<String> actions() {
        return actions;
    }

    /// Resources the event touches; empty when the record names none or the trigger's filter says no.
    ///
    /// @param record the provider's own record of the event
    /// @throws JudgementException if the record is not as the trigger expects it
    public List<Resource> resourcesIn(String action, JsonNode record, Place place) {
        return named(() -> parts.triggers().stream()
                .filter(trigger -> trigger.actions().contains(action))
                .flatMap(trigger -> trigger.touched(record, place).stream())
                .map(touched -> touchedResource(touched, place))
                .distinct()
                .toList());
    }

    private Resource touchedResource(Trigger.Touched touched, Place place) {
        try {
            return resource(touched.id(), new Place(place.partition(), place.account(), touched.region()));
        } catch (IllegalArgumentException e) {
            throw new JudgementException("the record: " + e.getMessage(), e);
        }
    }

    /// @throws IllegalArgumentException if no resource of this type can have that id
    public Resource resource(String id, Place place) {
        return parts.resource().resource(id, place);
    }

    /// Checks names, types and limits of the given inputs and fills in the defaults.
    public Inputs inputs(JsonNode given) {
        return named(() -> parts.inputs().apply(given));
    }

    /// In the order to make them.
    public List<Read> reads() {
        return List.copyOf(parts.reads());
    }

    /// @throws JudgementException if an expression cannot be evaluated
    public Judgement judge(Situation situation) {
        return named(() -> judge(scope(situation)));
    }

    private Judgement judge(Scope scope) {
        ControlParts.Conditions conditions = parts.conditions();
        Optional<String> foreign = Check.firstFailing(conditions.applies(), scope);
        if (foreign.isPresent()) {
            return new Judgement.NotApplicable(foreign.get());
        }
        Optional<String> wrong = Check.firstFailing(conditions.compliant(), scope);
        if (wrong.isEmpty()) {
            return new Judgement.Compliant();
        }
        Optional<String> underWay = Check.firstHolding(conditions.pending(), scope);
        if (underWay.isPresent()) {
            return new Judgement.Pending(underWay.get());
        }
        return Check.firstFailing(conditions.ready(), scope)
                .<Judgement>map(Judgement.NotReady::new)
                .orElseGet(() -> new Judgement.NonCompliant(wrong.get()));
    }

    /// The calls that make the resource compliant, in order.
    ///
    /// @throws JudgementException if an expression cannot be evaluated
    public List<Call> fix(Situation situation) {
        return named(() -> calls(parts.fix(), scope(situation), situation.resource()));
    }

    /// The calls that undo the fix, in order; none if there is nothing to undo.
    ///
    /// @throws IllegalStateException if the control has no rollback, or the situation no `before`
    /// @throws JudgementException if an expression cannot be evaluated
    public List<Call> rollback(Situation situation) {
        noRollback().ifPresent(why -> {
            throw new IllegalStateException(id() + " has no rollback: " + why);
        });
        Map<String, JsonNode> before = situation
                .before()
                .orElseThrow(() -> new IllegalStateException("a rollback needs the state before the fix"));
        return named(() ->
                calls(parts.rollback(), Scopes.ofRollback(situation, before, parts.named()), situation.resource()));
    }

    /// Why the fix cannot be undone; empty if it can.
    public Optional<String> noRollback() {
        return parts.noRollback();
    }

    /// Its document as its file has it, what it extends and varies put in, without trial and examples.
    public JsonNode definition() {
        return parts.definition().json();
    }

    /// How to find the existing resources.
    public Listing listing() {
        return parts.listing();
    }

    /// The smallest IAM policy document that allows exactly the fix (or rollback) calls on this resource.
    ///
    /// @throws IllegalArgumentException if this is no resource of the control
    public JsonNode sessionPolicy(Resource resource, Purpose purpose) {
        if (!resource.equals(resource(resource.id(), resource.place()))) {
            throw new IllegalArgumentException(resource + " is no resource of " + id());
        }
        return SessionPolicy.allowing(permissionTemplates(purpose).toList(), resource);
    }

    public List<Permission> permissions(Purpose purpose) {
        return permissionTemplates(purpose)
                .map(PermissionTemplate::permission)
                .distinct()
                .toList();
    }

    /// How long after the calls the result may take to show.
    public Duration settle() {
        return parts.heading().settle();
    }

    /// Ways to make a resource that violates it, to try the control on; none if its file gives none.
    public List<Trial> trials() {
        return parts.trials();
    }

    /// Holds it against every example of its file, in the order of the file.
    public List<ExampleResult> tryExamples() {
        return parts.examples().stream()
                .map(example -> ExampleRun.of(this, example))
                .toList();
    }

    /// A resource as its file imagines one.
    public Resource exampleResource(Place place) {
        return resource(parts.resource().example(), place);
    }

    private Stream<PermissionTemplate> permissionTemplates(Purpose purpose) {
        return switch (purpose) {
            case READ ->
                Stream.concat(
                        parts.reads().stream()
                                .filter(CallRead.class::isInstance)
                                .flatMap(read -> ((CallRead) read).template().permissions().stream()),
                        parts.listing().permissions().stream());
            case FIX -> permissionTemplates(parts.fix());
            case ROLLBACK -> permissionTemplates(parts.rollback());
        };
    }

    private static Stream<PermissionTemplate> permissionTemplates(Collection<CallTemplate> calls) {
        return calls.stream().flatMap(call -> call.permissions().stream());
    }

    private Scope scope(Situation situation) {
        return Scopes.of(situation, situation.state(), parts.named());
    }

    private static List<Call> calls(List<CallTemplate> templates, Scope scope, Resource resource) {
        return templates.stream()
                .flatMap(template -> template.calls(scope, resource.place()))
                .toList();
    }

    private <T> T named(Supplier<T> question) {
        try {
            return question.get();
        } catch (JudgementException e) {
            throw new JudgementException(id() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
