package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;
import java.util.Locale;
import java.util.Set;

/// What the first letters of a subject say: `Re:`, `AW:`, `Fwd:`, `WG:` and their like in other languages.
public final class Subject {

    private static final int PREFIXES_MAX_CHARS = 60;

    private static final Pattern ANSWER = Pattern.compile(
            "(?i)\\s*(re|aw|antw|antwort|sv|svar|vs|r|rif|risp|res|resp|odp|vá|ynt|yan|cvp"
                    + "|απ|σχετ|ha|bls|atb|nas|回复|回覆|答复|回信|返信|답장|회신|הש|השב|رد|پاسخ|ตอบ|ตอบกลับ|отв|ответ|відп)\\s*(\\[\\d+]|\\(\\d+\\))?\\s*[:：].*");

    private static final Pattern FORWARD = Pattern.compile(
            "(?i)(\\s*(re|aw)\\s*[:：])?\\s*(fw|fwd|wg|wtr|tr|trans|rv|enc|i|inoltra|doorst|fs|vb|vl"
                    + "|pd|fyi|továbbítás|továb|prosl|ilt|πρθ|转发|轉寄|转寄|転送|전달|הועבר|إعادة توجيه|تحويل|ส่งต่อ|пересл|пер)\\s*(\\[\\d+])?\\s*[:：].*");

    private static final Set<String> NONE = Set.of(
            "(no subject)",
            "no subject",
            "(none)",
            "(sin asunto)",
            "(kein betreff)",
            "kein betreff",
            "(sans objet)",
            "(aucun objet)",
            "(sem assunto)",
            "(nessun oggetto)",
            "(geen onderwerp)",
            "(inget ämne)",
            "(ingen emne)",
            "(brak tematu)",
            "(без темы)",
            "(无主题)",
            "(無主旨)",
            "(件名なし)",
            "(제목 없음)",
            "(bez předmětu)",
            "(konu yok)");

    private Subject() {}

    public static boolean answers(String subject) {
        return ANSWER.matches(start(subject));
    }

    public static boolean forwards(String subject) {
        return FORWARD.matches(start(subject));
    }

    /// Whether a program wrote that there is none.
    public static boolean isNone(String subject) {
        return subject.length() <= PREFIXES_MAX_CHARS
                && NONE.contains(subject.strip().toLowerCase(Locale.ROOT));
    }

    private static String start(String subject) {
        return subject.substring(0, Math.min(subject.length(), PREFIXES_MAX_CHARS))
                .replace('\n', ' ');
    }
}
