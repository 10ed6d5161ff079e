package io.glassline.router.context;

import io.glassline.consent.Consent;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Session;
import io.glassline.message.Content;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Match;
import io.glassline.router.words.NormalizedText;
import io.glassline.routing.Situation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Of a turn what [RuleFacts] is made of; [TurnContext] says what each is.
interface Turn {

    CityConfig city();

    Conversation conversation();

    Session session();

    Inbound message();

    Content content();

    Situation situation();

    Instant now();

    String channel();

    Consent consent();

    NormalizedText normalized();

    List<NormalizedText> readings();

    Locale language();

    Optional<Locale> otherLanguage();

    boolean isWords();

    Match match(Locale in);
}
