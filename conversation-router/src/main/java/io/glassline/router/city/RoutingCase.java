package io.glassline.router.city;

import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;

/// One line of `routing.test.yml`: a message, and what is to become of it.
///
/// @param name what it is called; its message where it has no name
/// @param file where it stands, with `line` from 1
/// @param words the message's, or those beside a picture or a place; empty where there are none
/// @param language what was spoken before; empty for the city's first
/// @param at when it comes, by the city's clock; empty where `hours` says it
/// @param expect such as `queue:water`
/// @param rule by which rule, if that matters
public record RoutingCase(
        String name,
        String file,
        int line,
        String words,
        Kind kind,
        String channel,
        Optional<Locale> language,
        Optional<LocalDateTime> at,
        Hours hours,
        State state,
        String expect,
        Optional<String> rule) {

    public enum Kind {
        TEXT,
        PICTURE,
        PLACE,
        /// Something the channel can carry and nobody but a person can look at, such as a sticker.
        UNREADABLE
    }

    /// When it comes, by the hours of `general`.
    public enum Hours {
        OPEN,
        CLOSED,
        HOLIDAY
    }

    /// Who has the conversation when it comes.
    public enum State {
        BOT,
        WAITING,
        AGENT
    }
}
