package io.glassline.kit;

import java.util.List;
import java.util.stream.Stream;

/// All that is asked of a channel, in the order in which it is reported.
public final class Questions {

    private static final List<Question> RECEIVING = List.of(
            // Whose call it is
            new Question(
                    "wrong-proof",
                    "a call with the wrong proof is refused before it is read",
                    ProofQuestions::wrongProof),
            new Question(
                    "forged-body",
                    "a body that was changed on its way is refused, though the proof of another comes with it",
                    ProofQuestions::forgedBody),
            new Question(
                    "malformed-only-if-proven",
                    "nothing is said to be malformed before it is proven, for what is malformed is kept",
                    ProofQuestions::malformedOnlyIfProven),
            new Question("genuine", "what is genuine is read", ProofQuestions::genuine),
            new Question(
                    "kept-without-secrets",
                    "a call that is kept without the secrets is still proven, and no secret is kept with it",
                    ProofQuestions::keptWithoutSecrets),
            new Question("no-secret-printed", "no secret is printed by accident", ProofQuestions::noSecretPrinted),
            new Question("settings", "the form of its accounts names what its account has", AccountQuestions::settings),

            // Which message it is
            new Question("duplicated", "a call that comes twice is the same events", IdentityQuestions::duplicated),
            new Question(
                    "replayed",
                    "a call that comes again a day later is the same messages under the same ids, or is refused",
                    IdentityQuestions::replayed),
            new Question(
                    "reordered",
                    "what a call says does not depend on the calls before it, or beside it",
                    IdentityQuestions::reordered),
            new Question("ids", "every message has an id of its own, and one that can be kept", IdentityQuestions::ids),

            // What it says
            new Question(
                    "unknown-kind",
                    "a kind that is not known is kept as such, or let go with a reason",
                    ContentQuestions::unknownKind),
            new Question("signs", "a sign is kept, and is no message", ContentQuestions::signs),
            new Question(
                    "words-beside-something",
                    "words beside something else are kept as words",
                    ContentQuestions::wordsBesideSomething),
            new Question(
                    "for-a-person-only",
                    "what only a person can read is said to be such",
                    ContentQuestions::forAPersonOnly),
            new Question(
                    "no-automatic-answer",
                    "what asks for no automatic answer is marked so, and is not taken for a machine's",
                    ContentQuestions::noAutomaticAnswer),
            new Question("by-a-machine", "what a machine wrote is marked as a machine's", ContentQuestions::byAMachine),
            new Question(
                    "every-script",
                    "words of every script arrive as they were written, right-to-left and emoji too",
                    ContentQuestions::everyScript),
            new Question(
                    "empty",
                    "an empty call is answered, and an empty message is no empty text",
                    ContentQuestions::empty),
            new Question(
                    "bad-item",
                    "one message that cannot be read does not lose the others of its call",
                    ContentQuestions::badItem),
            new Question(
                    "reports",
                    "a report says what the provider says, in whatever order reports come",
                    ContentQuestions::reports),
            new Question("stops", "the provider's word that somebody stopped counts", ContentQuestions::stops),
            new Question("starts", "the provider's word that somebody started counts", ContentQuestions::starts),

            // Whom it is from, and for
            new Question(
                    "nobody-known",
                    "those who keep back who they are are never the same citizen",
                    AccountQuestions::nobodyKnown),
            new Question(
                    "another-address",
                    "what is for another address is said to be for that one",
                    AccountQuestions::anotherAddress),
            new Question(
                    "several-addresses",
                    "of a call for several addresses each account reads its own",
                    AccountQuestions::severalAddresses),

            // What nobody should send
            new Question(
                    "not-the-format", "a body that is not the format is said to be so", HostileQuestions::notTheFormat),
            new Question(
                    "truncated", "a call that is cut off anywhere is read or refused", HostileQuestions::truncated),
            new Question(
                    "nearly-right",
                    "nothing that is nearly right throws, or leaves something that cannot be kept",
                    HostileQuestions::nearlyRight),
            new Question(
                    "huge",
                    "a huge body costs no more memory and time than in proportion to its size",
                    HostileQuestions::huge));

    private static final List<Question> SENDING = List.of(
            new Question(
                    "parts",
                    "a message too long becomes parts that lose no word and no offer",
                    PartQuestions::loseNoWord),
            new Question(
                    "whole-characters",
                    "a text is never cut inside what a reader takes for one character",
                    PartQuestions::wholeCharacters),
            new Question(
                    "unreachable", "a provider that cannot be reached is tried again", SendQuestions::unreachable));

    public static final List<Question> ALL = Stream.concat(
                    Stream.concat(RECEIVING.stream(), SENDING.stream()),
                    Stream.of(ProviderAnswer.values()).map(SendQuestions::of))
            .toList();

    private Questions() {}
}
