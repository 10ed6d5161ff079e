package io.glassline.simulator.email;

import io.glassline.simulator.provider.Provider.Addresses;
import java.util.Map;

/// The demo city's mailbox. Its password is fixed and public, and a production gateway refuses to start with it.
final class MailDemo {

    static final String PASSWORD = "demo-mailbox-password";

    static final Map<String, String> SECRETS = Map.of("password", PASSWORD);

    /// The name under which the server says what it knows of a sender.
    static final String AUTHSERV_ID = "mail.city.example";

    private MailDemo() {}

    static Map<String, String> settings(Addresses addresses) {
        return Map.of(
                "smtp-host", "localhost",
                "smtp-port", Integer.toString(addresses.smtpPort()),
                "imap-host", "localhost",
                "imap-port", Integer.toString(addresses.imapPort()),
                "tls", "none",
                "user", "",
                "authserv-id", AUTHSERV_ID);
    }

    static Map<String, String> gatewayVariables(Addresses addresses) {
        return Map.of(
                "GLASSLINE_MAILBOX_PASSWORD",
                PASSWORD,
                "GLASSLINE_MAIL_AUTHSERV_ID",
                AUTHSERV_ID,
                "GLASSLINE_MAIL_TLS",
                "none",
                "GLASSLINE_SMTP_HOST",
                "localhost",
                "GLASSLINE_SMTP_PORT",
                Integer.toString(addresses.smtpPort()),
                "GLASSLINE_IMAP_HOST",
                "localhost",
                "GLASSLINE_IMAP_PORT",
                Integer.toString(addresses.imapPort()));
    }
}
