package io.glassline.simulator.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// One SMTP connection (RFC 5321), answered as a real server answers: commands in their order, limits told
/// and kept, bytes taken as they are. It knows SIZE, 8BITMIME, SMTPUTF8, PIPELINING, ENHANCEDSTATUSCODES
/// and AUTH.
final class SmtpSession {

    static final int MAIL_MAX_BYTES = 25 * 1024 * 1024;
    static final int RECIPIENTS_MAX = 100;

    private static final int LINE_MAX_BYTES = 2_048;
    private static final int MISTAKES_MAX = 20;
    private static final int DOT_BYTES = 3;

    private static final Pattern PATH =
            Pattern.compile("(?i)(?:FROM|TO):\\s*<(?:@[^:>]*:)?([^<>]*)>((?:\\s+[A-Z0-9-]+(?:=\\S*)?)*)\\s*");
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}|(?i:postmaster)");

    private final InputStream in;
    private final OutputStream out;
    private final MailRules rules;

    private boolean isGreeted;
    private boolean isSignedIn;
    private boolean isUtf8;
    private Optional<String> from = Optional.empty();
    private final List<String> recipients = new ArrayList<>();
    private int mistakes;

    SmtpSession(Socket socket, MailRules rules) throws IOException {
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.rules = rules;
    }

    void run() throws IOException {
        say("220 mail.city.example ESMTP stand-in");
        try {
            for (var line = line(); line.isPresent(); line = line()) {
                var words = line.get().strip().split("\\s+", 2);
                if (!isToGoOn(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1] : "")) {
                    return;
                }
                if (mistakes >= MISTAKES_MAX) {
                    say("421 4.7.0 too many errors");
                    return;
                }
            }
        } catch (SocketTimeoutException e) {
            say("421 4.4.2 timed out");
        }
    }

    private boolean isToGoOn(String command, String rest) throws IOException {
        switch (command) {
            case "EHLO" -> greet(rest, true);
            case "HELO" -> greet(rest, false);
            case "AUTH" -> signIn(rest);
            case "MAIL" -> mail(rest);
            case "RCPT" -> recipient(rest);
            case "DATA" -> {
                return data();
            }
            case "RSET" -> {
                reset();
                say("250 2.0.0 forgotten");
            }
            case "NOOP" -> say("250 2.0.0 fine");
            case "VRFY" -> say("252 2.1.5 send some mail and see");
            case "HELP" -> say("214 2.0.0 see RFC 5321");
            case "STARTTLS" -> wrong("502 5.5.1 TLS is not offered here");
            case "QUIT" -> {
                say("221 2.0.0 goodbye");
                return false;
            }
            default -> wrong("500 5.5.2 command not known");
        }
        return true;
    }

    private void greet(String name, boolean isExtended) throws IOException {
        if (name.isBlank()) {
            wrong("501 5.5.4 say who you are");
            return;
        }
        reset();
        isGreeted = true;
        say(
                isExtended
                        ? "250-mail.city.example\r\n250-PIPELINING\r\n250-SIZE " + MAIL_MAX_BYTES
                                + "\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN LOGIN"
                        : "250 mail.city.example");
    }

    private void signIn(String rest) throws IOException {
        var words = rest.split("\\s+", 2);
        if (!isGreeted || isSignedIn || from.isPresent()) {
            wrong("503 5.5.1 not now");
            return;
        }
        switch (words[0].toUpperCase(Locale.ROOT)) {
            case "PLAIN" -> {
                var given = decoded(words.length > 1 ? words[1] : asked("")).split("\u0000", -1);
                signedIn(given.length == 3 ? given[1] : "", given.length == 3 ? given[2] : "");
            }
            case "LOGIN" ->
                signedIn(decoded(words.length > 1 ? words[1] : asked("VXNlcm5hbWU6")), decoded(asked("UGFzc3dvcmQ6")));
            default -> wrong("504 5.5.4 only PLAIN and LOGIN");
        }
    }

    private String asked(String what) throws IOException {
        say("334 " + what);
        return line().orElse("");
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private void signedIn(String user, String password) throws IOException {
        if (rules.isPassword(user, password)) {
            isSignedIn = true;
            say("235 2.7.0 welcome");
        } else {
            wrong("535 5.7.8 user or password is wrong");
        }
    }

    private void mail(String rest) throws IOException {
        var path = PATH.matcher(rest);
        if (!isGreeted) {
            wrong("503 5.5.1 say EHLO first");
        } else if (from.isPresent()) {
            wrong("503 5.5.1 one mail at a time");
        } else if (!rest.toUpperCase(Locale.ROOT).startsWith("FROM:") || !path.matches()) {
            wrong("501 5.5.4 write MAIL FROM:<address>");
        } else if (!path.group(1).isEmpty() && !ADDRESS.matcher(path.group(1)).matches()) {
            wrong("501 5.1.7 not an address");
        } else {
            mail(path.group(1), path.group(2).strip().toUpperCase(Locale.ROOT));
        }
    }

    private void mail(String sender, String parameters) throws IOException {
        var utf8 = false;
        for (var parameter : parameters.isEmpty() ? new String[0] : parameters.split("\\s+")) {
            if (parameter.matches("SIZE=\\d{1,18}")) {
                if (Long.parseLong(parameter.substring(5)) > MAIL_MAX_BYTES) {
                    say("552 5.3.4 the mail is too large");
                    return;
                }
            } else if (parameter.equals("SMTPUTF8")) {
                utf8 = true;
            } else if (!parameter.matches("BODY=(7BIT|8BITMIME)|AUTH=.*")) {
                wrong("555 5.5.4 parameter not known");
                return;
            }
        }
        if (!utf8 && !isAscii(sender)) {
            wrong("553 5.6.7 such an address needs SMTPUTF8");
            return;
        }
        isUtf8 = utf8;
        from = Optional.of(sender);
        say("250 2.1.0 fine");
    }

    private void recipient(String rest) throws IOException {
        var path = PATH.matcher(rest);
        if (from.isEmpty()) {
            wrong("503 5.5.1 say MAIL first");
        } else if (!rest.toUpperCase(Locale.ROOT).startsWith("TO:")
                || !path.matches()
                || !path.group(2).isBlank()) {
            wrong("501 5.5.4 write RCPT TO:<address>");
        } else if (!ADDRESS.matcher(path.group(1)).matches()) {
            wrong("501 5.1.3 not an address");
        } else if (!isUtf8 && !isAscii(path.group(1))) {
            wrong("553 5.6.7 such an address needs SMTPUTF8");
        } else if (recipients.size() >= RECIPIENTS_MAX) {
            say("452 4.5.3 too many recipients");
        } else {
            var refusal = rules.refuses(path.group(1), isSignedIn);
            if (refusal.isEmpty()) {
                recipients.add(path.group(1));
            }
            say(refusal.orElse("250 2.1.5 fine"));
        }
    }

    private boolean data() throws IOException {
        if (from.isEmpty()) {
            wrong("503 5.5.1 say MAIL first");
            return true;
        }
        if (recipients.isEmpty()) {
            wrong("554 5.5.1 no valid recipients");
            return true;
        }
        say("354 go on, and end with a dot");
        var mail = content();
        var envelope = new MailRules.Envelope(from.get(), recipients, isSignedIn);
        reset();
        if (mail.isEmpty()) {
            say("552 5.3.4 the mail is too large");
            return true;
        }
        return switch (rules.take(envelope, mail.get())) {
            case MailRules.Reply(var reply) -> {
                say(reply);
                yield true;
            }
            case MailRules.HangUp(var reply) -> {
                if (reply.isPresent()) {
                    say(reply.get());
                }
                yield false;
            }
        };
    }

    /// Lines up to one dot, the dots that SMTP doubles undone; empty when they are too many.
    private Optional<byte[]> content() throws IOException {
        var mail = new ByteArrayOutputStream();
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b >= 0; b = in.read()) {
            var isFull = mail.size() > MAIL_MAX_BYTES;
            if (line.size() <= (isFull ? DOT_BYTES : MAIL_MAX_BYTES)) {
                line.write(b);
            }
            if (b == '\n') {
                var bytes = line.toByteArray();
                line.reset();
                if (isDot(bytes)) {
                    return isFull ? Optional.empty() : Optional.of(mail.toByteArray());
                }
                var skipped = bytes[0] == '.' ? 1 : 0;
                mail.write(bytes, skipped, isFull ? 0 : bytes.length - skipped);
            }
        }
        throw new IOException("the connection broke within a mail");
    }

    private static boolean isDot(byte[] line) {
        return line.length == DOT_BYTES && line[0] == '.' && line[1] == '\r';
    }

    private void reset() {
        from = Optional.empty();
        recipients.clear();
        isUtf8 = false;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return Optional.of(line.toString(UTF_8));
            }
            if (line.size() < LINE_MAX_BYTES) {
                line.write(b);
            }
        }
        return Optional.empty();
    }

    private void wrong(String reply) throws IOException {
        mistakes++;
        say(reply);
    }

    private void say(String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(UTF_8));
        out.flush();
    }
}
