package io.glassline.router.flow;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is known in a form while one message is dealt with: the answers, and beside them how each was said and
/// where the question stands. No slot has a name with a bracket.
final class FlowSlots {

    private static final String TRIES = "(tries)";
    private static final String SAID = "(said)";
    private static final String SAID_FOR = "(said) ";
    private static final String CONFIRMED = "(confirmed) ";
    /// That something else was asked and answered meanwhile.
    static final String BESIDE = "(beside)";

    private static final String CHANGING = "(changing)";

    private final TreeMap<String, String> values;

    FlowSlots(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    Map<String, String> all() {
        return values;
    }

    boolean has(String slot) {
        return values.containsKey(slot);
    }

    String get(String slot) {
        return values.getOrDefault(slot, "");
    }

    void put(String slot, String value) {
        values.put(slot, value);
    }

    /// The answer to `ask`, read from the words `said`.
    void fill(Step.Act.Ask ask, Map<String, String> read, String said) {
        values.remove(SAID);
        values.remove(BESIDE);
        values.putAll(read);
        if (!said.isBlank()) {
            values.put(SAID_FOR + ask.slot(), said);
        }
    }

    String saidFor(Step.Act.Ask ask) {
        return get(SAID_FOR + ask.slot());
    }

    /// The question is open again, and so is all that was confirmed; answers to later questions stay.
    void forget(Step.Act.Ask ask) {
        ask.kind().slots(ask.slot()).forEach(values::remove);
        values.remove(SAID_FOR + ask.slot());
        values.keySet().removeIf(key -> key.startsWith(CONFIRMED));
        values.remove(CHANGING);
        values.remove(SAID);
        values.remove(TRIES);
    }

    /// The words that a list of addresses was made for.
    Optional<String> listedFor() {
        return Optional.ofNullable(values.get(SAID));
    }

    void listFor(String said) {
        values.put(SAID, said);
    }

    void listOver() {
        values.remove(SAID);
    }

    /// How often in a row the open question was answered with no answer, with this time.
    int tried() {
        var tries = Integer.parseInt(values.getOrDefault(TRIES, "0")) + 1;
        values.put(TRIES, Integer.toString(tries));
        return tries;
    }

    boolean isTried() {
        return values.containsKey(TRIES);
    }

    void beginTries() {
        values.remove(TRIES);
    }

    void confirm(Step step) {
        values.put(CONFIRMED + step.name(), "yes");
    }

    boolean isConfirmed(Step step) {
        return values.containsKey(CONFIRMED + step.name());
    }

    /// The citizen was asked what is to be changed.
    void change() {
        values.put(CHANGING, "yes");
    }

    boolean isChanging() {
        return values.containsKey(CHANGING);
    }
}
