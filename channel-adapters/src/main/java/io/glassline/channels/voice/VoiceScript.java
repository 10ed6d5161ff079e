package io.glassline.channels.voice;

import com.twilio.http.HttpMethod;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Gather;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Play;
import com.twilio.twiml.voice.Redirect;
import com.twilio.twiml.voice.Say;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.HoldPolicy;
import io.glassline.channel.Line;
import io.glassline.channel.LineAdapter;
import io.glassline.channel.Outgoing;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What is spoken on a line, as TwiML.
final class VoiceScript {

    /// What one `<Say>` takes.
    static final int TEXT_MAX_CHARS = 4096;

    /// How long the caller may think. It also ends a number being keyed; `#` ends it at once.
    private static final int ANSWER_WAIT_S = 6;

    /// How long is listened after the music of a caller who holds.
    private static final int AFTER_MUSIC_WAIT_S = 1;

    private VoiceScript() {}

    /// The text, and the offers by their numbers, should there be any: which key is for what is said by the
    /// text, in the city's own words.
    static List<Outgoing.Part> render(Outgoing message) {
        var texts = Wording.parts(Wording.numbered(message.text(), message.offers()), TEXT_MAX_CHARS);
        return IntStream.range(0, texts.size())
                .mapToObj(n -> new Outgoing.Part(n, texts.get(n), List.of()))
                .toList();
    }

    static WebhookReply speak(Line line, LineAdapter.Speech speech, ChannelAccount account) {
        var says = speech.utterances().stream()
                .flatMap(utterance -> Wording.parts(utterance.text(), TEXT_MAX_CHARS).stream()
                        .filter(text -> !text.isBlank())
                        .map(text -> say(text, utterance.language())))
                .toList();
        var spoken = new VoiceResponse.Builder();
        switch (speech.then()) {
            case LISTEN -> {
                var silences = line.state() == Line.State.ASKED ? line.silences() : 0;
                spoken.gather(gather(says, speech, url(line, account, 0, "asked"), ANSWER_WAIT_S));
                // Nothing said makes no request: the next verb is run, and it is this one.
                spoken.redirect(redirect(url(line, account, silences + 1, "asked")));
            }
            case HOLD -> {
                var looks = line.state() == Line.State.HELD ? line.silences() : 0;
                var next = url(line, account, looks + 1, "held");
                spoken.gather(held(says, speech, next, HoldPolicy.of(account)));
                spoken.redirect(redirect(next));
            }
            case COME_BACK -> {
                says.forEach(spoken::say);
                spoken.redirect(redirect(url(line, account, line.silences(), "delayed")));
            }
            case HANG_UP -> {
                says.forEach(spoken::say);
                spoken.hangup(new Hangup.Builder().build());
            }
        }
        return new WebhookReply(200, "text/xml", spoken.build().toXml());
    }

    private static Say say(String text, Locale language) {
        return new Say.Builder(sayable(text))
                .language(language(language, Say.Language.values(), Say.Language.EN_US))
                .build();
    }

    private static Gather gather(List<Say> says, LineAdapter.Speech speech, String action, int waitSeconds) {
        return listening(says, speech, action, waitSeconds).build();
    }

    /// Music, where there is any, or silence: either way keys and words are heard meanwhile.
    private static Gather held(List<Say> says, LineAdapter.Speech speech, String action, HoldPolicy hold) {
        var waitSeconds = hold.music().isPresent()
                ? AFTER_MUSIC_WAIT_S
                : (int) hold.lookEvery().toSeconds();
        var gather = listening(says, speech, action, waitSeconds);
        hold.music().ifPresent(music -> gather.play(new Play.Builder(music).build()));
        return gather.build();
    }

    private static Gather.Builder listening(List<Say> says, LineAdapter.Speech speech, String action, int waitSeconds) {
        var gather = new Gather.Builder()
                .inputs(List.of(Gather.Input.DTMF, Gather.Input.SPEECH))
                .action(action)
                .method(HttpMethod.POST)
                .timeout(waitSeconds)
                .speechTimeout("auto")
                .finishOnKey("#")
                .language(language(speech.language(), Gather.Language.values(), Gather.Language.EN_US));
        if (speech.oneKey()) {
            gather.numDigits(1);
        }
        says.forEach(gather::say);
        return gather;
    }

    private static Redirect redirect(String url) {
        return new Redirect.Builder(url).method(HttpMethod.POST).build();
    }

    /// The path of the next step. Twilio adds the host that it has just called.
    static String url(Line line, ChannelAccount account, int silences, String state) {
        return "/channels/" + account.id() + "?step=" + (line.step() + 1) + "&silences=" + silences + "&state=" + state;
    }

    /// The provider's word for a language: as it is spoken there, else in the US, else at home, else anywhere.
    static <L extends Enum<L>> L language(Locale locale, L[] known, L otherwise) {
        var language = locale.getLanguage().toUpperCase(Locale.ROOT);
        var preferred = Stream.of(locale.getCountry(), "US", language)
                .map(country -> (Predicate<L>) l -> l.name().equals(language + "_" + country));
        return Stream.concat(
                        preferred,
                        Stream.of(l -> !language.isEmpty() && l.name().startsWith(language + "_")))
                .flatMap(fits -> Arrays.stream(known).filter(fits).limit(1))
                .findFirst()
                .orElse(otherwise);
    }

    /// Replaces the characters that XML cannot carry in any form.
    private static String sayable(String text) {
        return Wording.legible(text).replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", " ");
    }
}
