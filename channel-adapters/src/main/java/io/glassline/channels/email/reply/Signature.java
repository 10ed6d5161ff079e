package io.glassline.channels.email.reply;

import com.google.re2j.Pattern;

/// What stands below the words of a mail and is not said in it: the writer's name and address under two
/// dashes, and the line that a phone or a program writes about itself.
final class Signature {

    private static final int LINES_MAX = 15;
    private static final int SAID_LINES_MAX = 10;
    private static final int LINE_MAX_CHARS = 100;
    private static final int OF_A_PROGRAM_MAX_CHARS = 120;

    private static final String DEVICES =
            "(iphon|ipad|ipod|android|samsung|galaxy|outlook|yahoo|blackberry|huawei|xiaomi|redmi|windows|airmail|mail app|mailapp|my phone|device"
                    + "|proton|gmx|web\\.de|mail\\.ru|yandex|яндекс|gmail|thunderbird|mobile|móvil|móbil|celular|smartphone|handy|nokia|motorola|htc|\\blg\\b|oneplus|pixel|mailbird"
                    + "|мобильн|мобільн|почт|пошт|mobil|tablet|phone|spark|bluemail|aqua mail|mymail|k-9 mail|aol|icloud|apple mail|zoho|mailspring|superhuman|hey|fastmail|tutanota|tuta"
                    + "|网易邮箱|qq邮箱|手机|手機|邮件|郵件|telekom|libero|orange|t-mobile|verizon|at&t|opera|vivo|oppo|honor|realme)";

    /// "Sent from my …", at the start of the line.
    private static final Pattern SENT_FROM = Pattern.compile("(?i)[\\s\\-–—*_(<\\[]*(sent (from|via|with|using)"
            + "|enviad[oa] (desde|do|da|a partir|de|pelo|pela|con|com|usando|mediante)|enviat (des|amb)|envoyée? (de|depuis|à partir|avec|via)"
            + "|gesendet (von|mit|aus|über)|diese (nachricht|e-mail|mail) wurde (von|mit)|von .{1,20} gesendet|inviat[oa] (da|dal|dall|con|tramite)"
            + "|verstuurd (vanaf|van|met|via)|verzonden (vanaf|met|van|via)|skickat? (från|med|via)|skickades från|sendt (fra|med|via)|lähetetty"
            + "|wysłan[eoya]+ (z|za|przy|przez)|odesláno (z|pomocí)|posláno z|odoslané (z|pomocou)|küldve|trimis (de|din|cu|prin)"
            + "|отправлено (с|из|от|через|мобил)|надіслано (з|із|через)|изпратено (от|с)|στάλθηκε (από|με)|đã gửi từ|được gửi từ|gửi từ"
            + "|dikirim (dari|daripada|dengan)|dihantar dari|poslano (s|z|iz|sa|preko)|poslato sa|ipinadala|saadetud|išsiųsta|nosūtīts|sent úr"
            + "|发自|發自|发送自|發送自|來自|来自|从我的|從我的|使用.{1,20}(发送|發送|傳送)|נשלח|أرسلت|تم الإرسال|مرسل|ارسال شده|فرستاده|ส่งจาก|voye soti).*"
            + DEVICES + ".*|(?i)[(<]*sent (from|by|via) (my|a|the|mobile|galaxy).{0,70}|(?i)from my .{2,20}");

    /// "Get Outlook for iOS".
    private static final Pattern GET_OUTLOOK = Pattern.compile(
            "(?i)[\\s\\-–—*_(<\\[]*(get|download|obtener|obtén|descargar?|consigue|obter|baixar|transferir|télécharge[rz]?|obtenir|obtenez"
                    + "|holen sie sich|scarica|ottieni|hämta|hent|få|hanki|pobierz|získat|získejte|stáhnout|obțineți|tải|获取|取得)( o| het| le| l')? ?.{0,20}(outlook|bluemail) .{0,60}"
                    + "|(?i)(az )?outlook .{1,40}(downloaden|beziehen|holen|herunterladen|を入手|다운로드|edinin|beszerzése|letöltése)\\s*(<\\S*>)?");

    /// The same with its verb at the end.
    private static final Pattern FROM_SENT = Pattern.compile("(?i)[\\s\\-–—*_(<\\[]*.{0,40}" + DEVICES
            + ".{0,60}(から送信(されました)?|にて送信|で送信|を入手|에서 보냄|에서 보낸.{0,6}|에서 전송됨|다운로드|gönderildi|gönderilmiştir|edinin|傳送|发送|發送|寄出|से भेजा गया|gesendet|verschickt|beziehen)[.。]?\\s*(<\\S*>)?[)\\]>]*"
            + "|(?i)发自我的.*");

    /// What programs advertise themselves with; the address of their shop tells it in every language.
    private static final Pattern SHOP = Pattern.compile(
            "(?i).{0,80}[<(\\[]?https?://(aka\\.ms|[a-z.]*onelink\\.me|yho\\.com|apps\\.apple\\.com"
                    + "|play\\.google\\.com|mail\\.onelink|overview\\.mail\\.yahoo\\.com|proton\\.me|www\\.yahoo\\.com/mail|r\\.mail\\.ru|trk\\.mail\\.ru|bluemail\\.me|readdle\\.com|sparkmailapp\\.com)[^\\s]{0,200}");

    private Signature() {}

    static boolean isOfAProgram(String line) {
        var plain = withoutMarks(line);
        return plain.length() <= OF_A_PROGRAM_MAX_CHARS
                        && (SENT_FROM.matches(plain) || FROM_SENT.matches(plain) || GET_OUTLOOK.matches(plain))
                || line.length() <= 2 * OF_A_PROGRAM_MAX_CHARS && SHOP.matches(line);
    }

    /// Arabic and Hebrew are written with or without their vowel marks.
    private static String withoutMarks(String line) {
        return line.chars().anyMatch(c -> c >= '\u0591' && c <= '\u065f')
                ? line.replaceAll("[\u0591-\u05c7\u064b-\u065f]", "")
                : line;
    }

    /// Where the signature begins, below two dashes; `end` when there is none.
    static int start(Lines lines, int end) {
        for (var at = end - 1; at > 0 && at >= end - 1 - LINES_MAX; at--) {
            if (lines.bare(at).equals("--") && (lines.isSignatureMark(at) || isShort(lines, at + 1, end))) {
                return at;
            }
        }
        return end;
    }

    /// Two dashes without the blank of RFC 3676 may also stand between two things that somebody says.
    private static boolean isShort(Lines lines, int from, int end) {
        if (lines.saidBetween(from, end) > SAID_LINES_MAX) {
            return false;
        }
        for (var i = from; i < end; i++) {
            var line = lines.bare(i);
            if (!lines.isQuoted(i) && (line.length() > LINE_MAX_CHARS || line.endsWith("?") || line.endsWith("？"))) {
                return false;
            }
        }
        return true;
    }
}
