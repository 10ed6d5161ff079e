package io.glassline.audit;

/// Every field that a sealed part may have, by its name in the JSON, with what it holds. `docs/record` is made from
/// this list and from [AuditKind].
public enum AuditField {
    ACCOUNT("account", Type.TEXT, "the city's account on the channel, as in `channels.yml`"),
    ANSWER("answer", Type.TEXT, "what the bot answered with: an approved answer, a flow, or a phrase of its own"),
    ASSIGNEE("assignee", Type.TEXT, "the id of whom of the staff the conversation was given to"),
    AT("at", Type.TIME, "the exact time, RFC 3339 in UTC"),
    BOT("bot", Type.TEXT, "the version of the bot's words and of its knowledge, as `words/knowledge`"),
    CAMPAIGN("campaign", Type.ID, "the campaign's id"),
    CODE("code", Type.TEXT, "the provider's own code for a failure"),
    CONTENT("content", Type.TEXT, "what kind of message it is, such as `text`, `media` or `call`"),
    CONVERSATION("conversation", Type.ID, "the conversation's pseudonym: random, and told nowhere outside"),
    CONVERSATIONS(
            "conversations",
            Type.NUMBER,
            "how many conversations were removed by their age, or are in a request for records"),
    DAY("day", Type.TEXT, "which day, in the city's zone, as `2026-11-28`"),
    DELIVERIES("deliveries", Type.NUMBER, "parts whose delivery was moved forward"),
    DELIVERIES_REMOVED("deliveriesRemoved", Type.NUMBER, "deliveries that could not be read and were removed"),
    DELIVERY("delivery", Type.TEXT, "where the part stands, such as `queued`, `sent` or `failed`"),
    DIGEST("digest", Type.TEXT, "the SHA-256 over a published file or over an answer's texts, in lower-case hex"),
    ERASURE("erasure", Type.ID, "the id of an erasure or of a hold; whose it is stands nowhere on the record"),
    EXPORT("export", Type.TEXT, "what was exported"),
    FEED("feed", Type.TEXT, "a feed's name, as in `feeds.yml`"),
    FILES("files", Type.NUMBER, "messages whose files were removed"),
    FROM("from", Type.TEXT, "the network address from which it was done"),
    HOW(
            "how",
            Type.TEXT,
            "by which way it was done: `console`, `api`, `system`, or `link` for who holds a link to a receipt"),
    INSTEAD("instead", Type.TEXT, "the version of the configuration that was active before"),
    KIND("kind", Type.TEXT, "the precise kind of the entry"),
    LIST("list", Type.TEXT, "which list was read or searched, such as `conversations`"),
    MESSAGE("message", Type.ID, "the message's id"),
    MESSAGES("messages", Type.NUMBER, "messages that were taken in"),
    NEXT("next", Type.NUMBER, "the index of the entry that a feed goes on with"),
    NUMBER("number", Type.NUMBER, "the delivery's number in the quarantine"),
    ON_BEHALF_OF("onBehalfOf", Type.TEXT, "for whom of the staff a program did it"),
    OUTCOME("outcome", Type.TEXT, "what was decided, how the conversation ended, or how far a request came"),
    PART("part", Type.NUMBER, "the part of the message, from 0"),
    PEOPLE("people", Type.NUMBER, "to how many people a campaign was to go"),
    PHOTO(
            "photo",
            Type.TEXT,
            "what became of the photo that came with a request: `sent` or `left`; absent where none came"),
    PIECE(
            "piece",
            Type.TEXT,
            "what of a conversation was decided about: `address`, `subject`, `message`, `file` or `note`"),
    POINTS("points", Type.NUMBER, "how satisfied the citizen was, from 1 to 5"),
    POSITION("position", Type.NUMBER, "the message's place in its conversation, from 1"),
    PROFILE("profile", Type.TEXT, "skills, languages and queues of one of the staff, and how much they have at once"),
    PROGRAMME(
            "programme",
            Type.TEXT,
            "which programme the consent or the campaign is about: its name; of a consent also `all` or `bulk`"),
    QUESTION("question", Type.ID, "the id of the message that asked"),
    QUEUE("queue", Type.TEXT, "the queue the conversation is in, goes to, or came from"),
    REASON("reason", Type.TEXT, "why, in the words of whoever did it; empty where none were asked for"),
    RECORDS("records", Type.ID, "the id of a request for public records"),
    REQUEST("request", Type.ID, "the id of what a citizen asked a system of the city to do"),
    ROLE("role", Type.TEXT, "who wrote for the city: `bot`, `agent` or `system`"),
    ROWS("rows", Type.NUMBER, "how many rows were exported or published"),
    RULE("rule", Type.TEXT, "the rule that decided"),
    RULES("rules", Type.TEXT, "the version of the rules"),
    SERVICE("service", Type.TEXT, "what a system of the city was asked for, as in `services.yml`"),
    STAFF("staff", Type.TEXT, "the id of whom of the staff it is about"),
    STANDING("standing", Type.TEXT, "`implied`, `opted-in` or `opted-out`"),
    STATE("state", Type.TEXT, "the conversation's stage afterwards: `bot`, `waiting`, `agent` or `closed`"),
    STEP("step", Type.TEXT, "what was done because a conversation had waited"),
    UNKNOWN("unknown", Type.NUMBER, "sends in the city's name that the record does not know"),
    UNTIL("until", Type.TIME, "until when it is put off"),
    VERSION("version", Type.TEXT, "the version of the city's configuration"),
    WAY(
            "way",
            Type.TEXT,
            "how the consent was learned: `keyword`, `provider`, `report` (an abuse report, or a link to unsubscribe) or `desk`; `told` when we wrote to the citizen about it, and it stays; of a link between addresses `code` or `staff`; of a receipt the page, `receipt` or `track`"),
    WHO("who", Type.TEXT, "the id of the person, or the name of the API token"),
    WORDS("words", Type.COMMITMENT, "the commitment to the words, under the words' own salt");

    public enum Type {
        TEXT,
        /// An integer, not negative.
        NUMBER,
        /// A UUID, in lower case.
        ID,
        TIME,
        /// 32 bytes in base64.
        COMMITMENT
    }

    private final String word;
    private final Type type;
    private final String meaning;

    AuditField(String word, Type type, String meaning) {
        this.word = word;
        this.type = type;
        this.meaning = meaning;
    }

    /// Its name in the JSON.
    public String word() {
        return word;
    }

    public Type type() {
        return type;
    }

    /// What it holds, in half a sentence, for the published schema.
    public String meaning() {
        return meaning;
    }
}
