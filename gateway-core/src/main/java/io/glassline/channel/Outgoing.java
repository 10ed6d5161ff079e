package io.glassline.channel;

import io.glassline.message.Address;
import io.glassline.message.Message;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A message on its way out, with all that an adapter needs to write it.
///
/// `thread` is the last mail of the conversation, on a channel that has threads. `automatic` says that a
/// machine wrote the message. `listButton` is what the button says that opens the offers, on a channel that
/// shows them as a list; messages from before it was known have none. `pace` says what it may be kept waiting
/// for. `template` is what the provider is told to send in the place of `text`, which says the same.
public record Outgoing(
        Message.Id id,
        UUID conversation,
        Address to,
        String text,
        List<Message.Offer> offers,
        Locale language,
        Optional<MailThread> thread,
        boolean automatic,
        Optional<String> listButton,
        Pace pace,
        Optional<Template> template) {

    public Outgoing {
        offers = List.copyOf(offers);
    }

    /// A message in free text.
    public Outgoing(
            Message.Id id,
            UUID conversation,
            Address to,
            String text,
            List<Message.Offer> offers,
            Locale language,
            Optional<MailThread> thread,
            boolean automatic,
            Optional<String> listButton,
            Pace pace) {
        this(id, conversation, to, text, offers, language, thread, automatic, listButton, pace, Optional.empty());
    }

    /// A message that someone is waiting for.
    public Outgoing(
            Message.Id id,
            UUID conversation,
            Address to,
            String text,
            List<Message.Offer> offers,
            Locale language,
            Optional<MailThread> thread,
            boolean automatic) {
        this(id, conversation, to, text, offers, language, thread, automatic, Optional.empty(), Pace.LIVE);
    }

    public Outgoing paced(Pace other) {
        return new Outgoing(
                id, conversation, to, text, offers, language, thread, automatic, listButton, other, template);
    }

    /// The message with a template in the place of free text.
    public Outgoing as(Template other) {
        return new Outgoing(
                id, conversation, to, text, offers, language, thread, automatic, listButton, pace, Optional.of(other));
    }

    /// A text that the provider has approved, by its name, and what is filled in.
    ///
    /// @param language the provider's word for it
    public record Template(String name, String language, List<String> values) {

        public Template {
            values = List.copyOf(values);
        }
    }

    public enum Pace {
        /// Part of a conversation: goes before all that is [#BULK].
        LIVE,
        /// News to many: takes what live messages leave of an account's rate.
        BULK
    }

    /// One piece of a message, as the provider is given it. `number` counts from 0. `offers` are those this part
    /// shows as buttons.
    public record Part(int number, String text, List<Message.Offer> offers) {

        public Part {
            offers = List.copyOf(offers);
        }
    }

    /// Our own name for a part, handed to the provider and expected back in its reports.
    public record PartRef(Message.Id message, int number) {

        public static Optional<PartRef> parse(String text) {
            var dot = text.lastIndexOf('.');
            try {
                return Optional.of(new PartRef(
                        new Message.Id(UUID.fromString(text.substring(0, Math.max(dot, 0)))),
                        Integer.parseInt(text.substring(dot + 1))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return message + "." + number;
        }
    }
}
