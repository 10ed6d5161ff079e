package io.glassline.channels.email;

import com.google.re2j.Pattern;
import io.glassline.channels.email.mime.MimePart;
import io.glassline.channels.email.reply.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A returned mail that says in words only what became of it: Exim, qmail, old Exchange, Amazon WorkMail,
/// Google Groups and many others send no part that a machine could read.
///
/// @param code the enhanced status (RFC 3463), read or made of the words: `5.1.1`; empty when no reason
///     is told.
/// @param isOver whether it failed: nothing more is tried.
record BounceText(Optional<String> code, boolean isOver) {

    private static final int LOOKED_AT_MAX_CHARS = 20_000;

    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)(undeliver|undelivered|mail failure|message \\S{1,40} delayed|delivery (error|failed|unsuccessful)|message status|delivery (status|failure|has failed|report|problem|incomplete|delayed|notification)"
                    + "|mail delivery|mail (system )?error|failure notice|returned (mail|to sender)|returning message|could not (be delivered|deliver)|not delivered|non.?deliver|message (delayed|undeliverable|not)"
                    + "|unzustellbar|nicht zugestellt|konnte nicht|fehler bei der zustellung|no se (ha podido|pudo) entregar|no entregado|error en la entrega|non remis|échec de (la )?remise|échec de la distribution"
                    + "|non recapitabile|mancata consegna|não (foi possível )?entreg|onbestelbaar|bezorging|kunde inte levereras|kunne ikke leveres|toimittaminen epäonnistui|niedostarczon|zwrot|nedoručiteln|kézbesíthetetlen"
                    + "|недоставлен|не доставлено|teslim edilemedi|iletilemedi|无法投递|退信|無法傳遞|配信不能|配信できませんでした|전송 실패|반송|delivery status notification)");

    private static final Pattern FAILED = Pattern.compile(
            "(?i)((could|can|was|has|is|were) ?(not|n't) (be )?(been )?(deliver|sent|reach)|cannot (be )?deliver|undeliver|unable to deliver|error has occurred while attempting to deliver|had permanent|not listed in|wasn't able to deliver|wasn't delivered|delivery (to .{0,80} )?(has )?failed|failed permanently|permanent(ly)? (error|fail|fatal)"
                    + "|fatal errors?|giving up|given up|deliver(y|ing).{0,40}fail|returned to sender|rejected (your|the) message|did not reach|message was rejected|not exist|user unknown|unknown user|no such (user|person|address|recipient|mailbox)"
                    + "|mailbox (is )?(full|unavailable|not found|disabled)|quota|address rejected|does ?n.t exist|the group you tried to contact|recipient (address )?rejected|unrouteable|smtp error|retry time.{0,10} exceeded|retry timeout exceeded"
                    + "|nicht zugestellt|unzustellbar|no (se )?(ha podido|pudo|puede) (ser )?entreg|n'a pas pu être|impossible de remettre|non è stato possibile|não (pôde|foi possível)|niet (worden )?(bezorgd|afgeleverd)|kunde inte leverer|kunne ikke lever"
                    + "|nie (mogła|można|udało)|nelze doručit|не (удалось|может быть|была|было) доставл|无法(投递|送达)|無法(傳遞|送達)|配信できません|配送できません|전달할 수 없|\\b5\\d\\d[ -]#?5\\.\\d|\\b55[0-4]\\b)");

    private static final Pattern DELAYED = Pattern.compile(
            "(?i)(delayed|not yet (been )?deliver|still (be|being) (trying|retried)|will (be )?(retried|retry|continue|keep trying)|no action is required|do not need to resend|temporarily (delayed|deferred)|wird weiter versucht|temporary (problem|failure|error)|warning message only|this is a warning)");

    private static final Pattern SUCCESS = Pattern.compile(
            "(?i)(successfully delivered|delivery (was |has been )?(successful|complete)|has been (successfully )?(delivered|relayed)|was (successfully )?(delivered|relayed))");

    private static final Pattern GIVEN_UP = Pattern.compile(
            "(?i)(given up|giving up on|permanent(ly)? (fatal )?(error|fail)|failed permanently|retry time(out)? .{0,20}exceeded|queue too long|no further attempts)");

    /// Where the mail begins that is brought back.
    private static final Pattern COPY = Pattern.compile(
            "(?i)(^\\s*(return-path|received|message-id|dkim-signature|mime-version)\\s*:|[-=_*]{3,}.*(copy of|original message|returned message|unsent message|undelivered message|message follows|below this line|message headers).*)");

    private static final String FULL_WORDS =
            "(mailbox|inbox|account|mail box|mailfolder) (is |account is |size )?(full|over)|over ?quota|over (the |their |its |disk |allowed )+quota|quota (exceeded|is full|violation|usage)|exceed(s|ed|ing)? .{0,40}(quota|storage|mailbox|space|limit of the mailbox)|insufficient (system )?storage|not enough (storage )?space"
                    + "|storage (limit|allocation) exceeded|out of storage|recipient storage full|full mailbox|mailbox size limit|space has been used up|too many messages on the server|maildir over"
                    + "|buz[oó]n .{0,20}lleno|postfach .{0,30}voll|bo[iî]te .{0,30}pleine|casella .{0,20}piena|caixa .{0,20}cheia|ящик .{0,20}переполнен|邮箱.{0,6}满|メールボックス.{0,10}(いっぱい|容量)";

    private static final Pattern FULL = Pattern.compile("(?i)(" + FULL_WORDS + ")");

    private static final Pattern STATUS =
            Pattern.compile("(^|[^\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})($|[^\\d.]|\\.(\\D|$))");

    /// What words mean, the first that is found.
    private static final List<Map.Entry<Pattern, String>> REASONS = List.of(
            reason(FULL_WORDS, "5.2.2"),
            reason(
                    "(user|recipient|mailbox|account|address)( <?[^ ]{0,100}>?)? (is )?(unknown|not (found|known|exist)|does ?n.t exist|invalid|unavailable)|unknown (user|recipient|local[ -]part|address|mailbox)|no such (user|person|address|recipient|mailbox|account)|invalid (recipient|mailbox|address|user)|(not|n't) exist|no mailbox here|address rejected|unrouteable address|not our customer|not a valid (user|mailbox)|recipient not found|user not found|the group you tried to contact|e-?mail address you entered couldn't be found|address not found|wasn't found at|no longer (works|with|valid|employed)|unbekannt|not listed in|no longer in use|no existe|n'existe pas|non esiste|não existe|desconocid|inconnu|sconosciut",
                    "5.1.1"),
            reason(
                    "(host|domain) (name )?(unknown|not found|does ?n.t exist)|unknown (host|domain)|nxdomain|no (mx|mail) (record|exchanger)|couldn't find any host|bad destination (host|system)|name (service|server) error|all relevant mx records point to non-existent",
                    "5.1.2"),
            reason(
                    "(mailbox|account|user) (is |has been )?(disabled|suspended|inactive|deactivated|blocked|locked|expired)|inactive (user|account|mailbox)",
                    "5.2.1"),
            reason("message (size )?(is )?(too (large|big)|exceeds)|size limit|maximum (message )?size", "5.3.4"),
            reason(
                    "spam|blocked|black ?list|block ?list|policy|content rejected|message rejected|relay(ing)? (access )?denied|not (permitted|allowed|authori[sz]ed)|spf|dkim|dmarc|permission to post",
                    "5.7.1"),
            reason(
                    "retry (time|timeout).{0,20}exceeded|timed? ?out|no answer|connection refused|could not connect|been in the queue too long|undeliverable for|expired",
                    "5.4.7"));

    private static Map.Entry<Pattern, String> reason(String words, String code) {
        return Map.entry(Pattern.compile("(?i)(" + words + ")"), code);
    }

    /// Whether servers wrote this mail about one that they could not deliver.
    static boolean isBounce(MimePart mail) {
        return of(mail).isPresent();
    }

    /// What the mail says, if it is by a server and about a mail that came back or is late.
    ///
    /// Only its own words count, and not those of the mail that it brings back, in which anything may
    /// stand.
    static Optional<BounceText> of(MimePart mail) {
        var daemon = MailDaemon.of(mail);
        if (daemon == MailDaemon.NO) {
            return Optional.empty();
        }
        var subject = start(mail.words("subject").orElse(""), 300);
        var text = ownWords(mail);
        var isNamed = SUBJECT.matcher(subject).find()
                || mail.header("x-failed-recipients").isPresent();
        var failed = FAILED.matcher(text).find();
        var code = code(text);
        var isTold = daemon == MailDaemon.SURELY
                ? isNamed || failed && !isOfAPerson(mail, subject, text, code)
                : isNamed && failed;
        if (!isTold) {
            return Optional.empty();
        }
        var isLate = !failed && SUCCESS.matcher(text).find()
                || DELAYED.matcher(subject + "\n" + start(text, 2_000)).find()
                        && !GIVEN_UP.matcher(text).find()
                        && code.filter(found -> found.startsWith("5")).isEmpty();
        return Optional.of(new BounceText(code, !isLate));
    }

    /// People read what is sent to `postmaster`, answer it, and go on holiday.
    private static boolean isOfAPerson(MimePart mail, String subject, String text, Optional<String> code) {
        return Subject.answers(subject) && !MailDaemon.hasNullPath(mail) || code.isEmpty() && MachineMail.isAway(text);
    }

    /// The enhanced status in a text of servers, else the one that its words mean.
    static Optional<String> code(String text) {
        var shown = start(text, LOOKED_AT_MAX_CHARS);
        var found = STATUS.matcher(shown);
        var codes = new ArrayList<String>();
        while (found.find()) {
            codes.add(found.group(2));
        }
        var exact = codes.stream().filter(code -> !code.endsWith(".0.0")).findFirst();
        if (exact.isPresent()) {
            return exact.map(code -> orFull(code, shown));
        }
        var general = codes.stream().findFirst();
        return REASONS.stream()
                .filter(reason -> reason.getKey().matcher(shown).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> general);
    }

    /// A full mailbox is emptied one day, whatever number a server gives it. Numbers of the seventh kind
    /// are about what may be sent, where there are quotas too.
    static String orFull(String code, String words) {
        var isOfAnother = code.matches("\\d\\.[47]\\..*") || code.endsWith(".2.2");
        return !isOfAnother && FULL.matcher(start(words, LOOKED_AT_MAX_CHARS)).find() ? code.charAt(0) + ".2.2" : code;
    }

    private static String ownWords(MimePart mail) {
        var own = new StringBuilder();
        var text = start(MailText.of(mail).stream().collect(Collectors.joining("\n")), LOOKED_AT_MAX_CHARS);
        for (var line : text.split("\n", -1)) {
            if (COPY.matcher(line).find()) {
                break;
            }
            if (!line.startsWith(">")) {
                own.append(line).append('\n');
            }
        }
        return own.toString();
    }

    private static String start(String text, int maxChars) {
        return text.substring(0, Math.min(text.length(), maxChars));
    }
}
