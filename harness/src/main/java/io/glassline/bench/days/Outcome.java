package io.glassline.bench.days;

/// What may become of an item. The list is closed: what is none of these is a fault of the gateway's.
public enum Outcome {
    ANSWERED("answered"),
    WITH_A_PERSON("with a person"),
    SIGNAL("a signal, with which nobody says anything"),
    NO_WORDS("only signs after an answer, such as a lone thumb"),
    MACHINE("written by a machine, or by a sender whom nobody can answer"),
    WITH_NEXT("makes no sense alone, and is answered with the message that came seconds later"),
    BESIDE_WORDS("a file beside words, which have the answer"),
    CONSENT("a word about consent, which counts now"),
    FLOOD("more than its address may have answered within an hour; the desk has the address in a list"),
    GUEST("said in a group or channel, where the city is a guest"),
    REPEATED("the same again, which counts once"),
    REPORT("a report about a message of ours, which is joined to it"),
    HUNG_UP("a caller who hung up before saying anything"),
    NOT_GENUINE("not from the provider, and refused"),
    TOO_LARGE("larger than any provider sends, and refused");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
