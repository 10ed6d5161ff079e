package io.glassline.router.words;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Everything the gateway says that is not an approved answer or part of a flow. The words stand in `phrases.yml`
/// under [#key()]; each must fill the places named here. Those of [#COMMON] may be used in all of them.
public enum Phrase {
    STOP_CONFIRMED,
    STOP_CONFIRMED_MAIL,
    STOP_CONFIRMED_CHAT,
    STOP_QUESTION,
    START_CONFIRMED,
    HELP,
    OPTED_OUT,
    CONFIRM_STOP,
    CONFIRM_START,
    FLOW_LEFT,
    FLOW_WAITS,
    FLOW_BACK("question"),
    FLOW_CHANGE,
    FLOW_GATHERED("gathered"),
    FORM_REMINDER("form", "question"),
    FORM_ENDED("form"),
    FORM_ENDED_TOLD("gathered"),
    WHICH_ADDRESS,
    IS_IT_ADDRESS("address"),
    ADDRESSES_AWAY,
    EMERGENCY_DANGER,
    EMERGENCY_CRISIS,
    EMERGENCY_VIOLENCE,
    EMERGENCY_CHILD,
    ASK_EMERGENCY,
    ALARM_STANDS,
    ALARM_TAKEN_BACK,
    DISCLOSURE,
    DISCLOSURE_SHORT,
    GREETING,
    THANKS,
    ALL_RIGHT,
    GOODBYE,
    PRAISED,
    LAUGHED,
    SORRY,
    IDENTITY,
    HOW_ARE_YOU,
    ABOUT("title"),
    ABOUT_WHAT,
    NOT_IN_ANSWER("title", "queue"),
    NONE_OF_THESE,
    SEND_DETAILS,
    DETAILS_PASSED("queue"),
    DETAILS_PASSED_CLOSED("queue", "opens"),
    DETAILS_ADDED,
    ADDED_CLOSED("queue", "opens"),
    LEFT_QUEUE,
    URGENT_CALL,
    PERSON_OPEN(List.of("queue"), List.of("position", "wait")),
    PERSON_CLOSED("queue", "opens"),
    OPENS_TODAY("time"),
    OPENS_ON("day", "time"),
    PERSON_CHOICE,
    AGAIN_CHOICE,
    YES_CHOICE,
    NO_CHOICE,
    SKIP_CHOICE,
    NONE_CHOICE,
    NOT_UNDERSTOOD,
    NOT_A_CHOICE,
    CHOOSE,
    LIST_BUTTON,
    CANNOT_ANSWER,
    MEDIA_RECEIVED,
    PLACE_RECEIVED,
    UNSUPPORTED_RECEIVED,
    SENDER_UNPROVEN,
    GIVE_UP,
    TOO_MANY_MESSAGES("opens"),
    LANGUAGE_CHANGED,
    TAKEN("agent"),
    CLOSED,
    LINK_CODE("code"),
    LINK_HALF("digits"),
    LINK_HOW,
    LINK_SENT("digits"),
    LINK_NO_ADDRESS,
    LINK_OWN,
    LINK_ALREADY,
    LINK_TOO_MANY,
    LINK_DONE,
    LINK_WRONG,
    LINK_OVER,
    LINK_UNLINKED,
    LINK_NONE,
    PROGRAMME_LEFT("programme"),
    RECEIPT("link"),
    RECEIPT_AT_END("link"),
    RECORD_LINK("link"),
    RECORD_CODE("code"),
    ERASE_CONFIRM("code"),
    ERASE_BEGUN,
    ERASE_HELD,
    ERASE_WRONG,
    ERASE_OVER,
    DATA_BY_PERSON,
    DATA_KEYWORDS,
    CORRECTION,
    CALL_GREETING,
    CALL_MENU,
    CALL_OPTION("choice", "number"),
    CALL_OTHER_LANGUAGE("number"),
    CALL_PERSON_KEY,
    CALL_PERSON_OPEN("queue"),
    CALL_PERSON_CLOSED("queue", "opens"),
    CALL_NOW_CLOSED("queue", "opens"),
    CALL_PLACE("place"),
    CALL_WAIT("minutes"),
    CALL_HOLD_CHOICES,
    CALL_CLOSED_CHOICES,
    CALL_WITHHELD_CHOICES,
    CALL_WITHHELD,
    CALL_HEARD,
    CALL_BACK,
    CALL_BACK_LATER,
    CALL_HELD_TOO_LONG,
    CALL_MESSAGE,
    CALL_MESSAGE_KEPT,
    CALL_AGENT_WRITES,
    CALL_AGENT_CALLS_BACK,
    CALL_EMERGENCY_ENDS,
    CALL_ASK_EMERGENCY,
    CALL_NOT_UNDERSTOOD,
    CALL_CHOOSE,
    CALL_MORE,
    CALL_THANKS,
    CALL_SORRY,
    CALL_IDENTITY,
    CALL_NOT_IN_ANSWER("title", "queue"),
    CALL_NONE_OF_THESE,
    CALL_DETAILS_PASSED_CLOSED("queue", "opens"),
    CALL_LINK("host"),
    CALL_SILENCE,
    CALL_ONE_MOMENT,
    CALL_OUT_OF_ORDER,
    CALL_GOODBYE,
    CHAT_TITLE,
    CHAT_OPEN,
    CHAT_CLOSE,
    CHAT_WELCOME,
    CHAT_KEPT,
    CHAT_FORGET,
    CHAT_MESSAGES,
    CHAT_MESSAGE,
    CHAT_SEND,
    CHAT_YOU,
    CHAT_ASSISTANT,
    CHAT_STAFF,
    CHAT_NEW,
    CHAT_LOOK,
    CHAT_ANSWERING,
    CHAT_SENDING,
    CHAT_OFFLINE,
    CHAT_TOO_LONG,
    CHAT_TOO_FAST,
    CHAT_REFUSED,
    WHY_ANSWER("title"),
    WHY_CHOICES,
    WHY_NOT_UNDERSTOOD,
    WHY_FORM("title"),
    WHY_TALK,
    WHY_PEOPLE("queue"),
    WHY_EMERGENCY,
    WHY_WITH_PEOPLE,
    WHY_MESSAGES_WISH,
    WHY_TOO_MANY,
    WHY_RECEIPT,
    WHY_DATA_WISH,
    WHY_KEPT;

    /// Places that every phrase and flow may use: facts of the city.
    public static final List<String> COMMON = List.of("city", "phone", "text", "mail", "site", "emergency", "crisis");

    /// Those that are said on the phone as they are written, beside those of a call's own.
    private static final Set<Phrase> ON_THE_PHONE_TOO = EnumSet.of(
            FLOW_WAITS,
            FLOW_BACK,
            FLOW_CHANGE,
            FLOW_GATHERED,
            WHICH_ADDRESS,
            IS_IT_ADDRESS,
            ADDRESSES_AWAY,
            EMERGENCY_DANGER,
            EMERGENCY_CRISIS,
            EMERGENCY_VIOLENCE,
            EMERGENCY_CHILD,
            ALARM_STANDS,
            ALARM_TAKEN_BACK,
            ALL_RIGHT,
            PRAISED,
            LAUGHED,
            HOW_ARE_YOU,
            ABOUT,
            ABOUT_WHAT,
            DETAILS_PASSED,
            DETAILS_ADDED,
            ADDED_CLOSED,
            URGENT_CALL,
            NOT_A_CHOICE,
            CANNOT_ANSWER,
            LANGUAGE_CHANGED,
            DATA_BY_PERSON,
            GIVE_UP);

    private final List<String> places;
    private final List<String> perhaps;

    Phrase(String... places) {
        this(List.of(places), List.of());
    }

    Phrase(List<String> places, List<String> perhaps) {
        this.places = places;
        this.perhaps = perhaps;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whether callers hear it, who cannot reply, write or tap.
    public boolean isOnThePhone() {
        return name().startsWith("CALL_") || ON_THE_PHONE_TOO.contains(this);
    }

    /// What its text must have a place for.
    public List<String> places() {
        return places;
    }

    /// What its text may have a place for. It is not always known, and then the sentence with it is left
    /// out.
    public List<String> perhaps() {
        return perhaps;
    }

    public static Optional<Phrase> of(String key) {
        return Arrays.stream(values())
                .filter(phrase -> phrase.key().equals(key))
                .findFirst();
    }
}
