package io.glassline.channels.email;

import io.glassline.channel.ChannelAccount;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/// The connection to one folder, made again whenever it is lost.
final class MailboxFolder {

    private static final String CONNECT_MAX_MS = "5000";
    private static final String ANSWER_MAX_MS = "20000";

    private @Nullable IMAPStore store;
    private @Nullable IMAPFolder folder;
    private int countSeen = -1;

    IMAPFolder open(ChannelAccount account) throws MessagingException {
        if (folder != null && folder.isOpen()) {
            return folder;
        }
        drop();
        var tls = account.setting("tls").orElse("tls");
        var session = Session.getInstance(properties(tls));
        var connected = (IMAPStore) session.getStore(tls.equals("tls") ? "imaps" : "imap");
        store = connected;
        connected.connect(
                account.requiredSetting("imap-host"),
                Integer.parseInt(account.requiredSetting("imap-port")),
                account.setting("user").orElse(account.ownAddress()),
                account.secret("password").value());
        var opened = (IMAPFolder) connected.getFolder(folderName(account));
        opened.open(Folder.READ_WRITE);
        folder = opened;
        countSeen = -1;
        return opened;
    }

    static String folderName(ChannelAccount account) {
        return account.setting("folder").orElse("INBOX");
    }

    private static Properties properties(String tls) {
        var properties = new Properties();
        for (var protocol : List.of("imap", "imaps")) {
            var prefix = "mail." + protocol + ".";
            properties.setProperty(prefix + "connectiontimeout", CONNECT_MAX_MS);
            properties.setProperty(prefix + "timeout", ANSWER_MAX_MS);
            properties.setProperty(prefix + "writetimeout", ANSWER_MAX_MS);
            properties.setProperty(prefix + "peek", "true"); // reading is not seeing: staff may look in too
            properties.setProperty(prefix + "partialfetch", "false");
            properties.setProperty(prefix + "ignorebodystructuresize", "true");
            properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        }
        properties.setProperty("mail.imap.starttls.enable", Boolean.toString(tls.equals("starttls")));
        properties.setProperty("mail.imap.starttls.required", Boolean.toString(tls.equals("starttls")));
        return properties;
    }

    boolean hasChanged(IMAPFolder open) throws MessagingException {
        var count = askForNews(open);
        var changed = count != countSeen;
        countSeen = count;
        return changed;
    }

    /// Asks the server. The count that the client holds may be a second old.
    static int askForNews(IMAPFolder open) throws MessagingException {
        open.doCommand(protocol -> {
            protocol.noop();
            return null;
        });
        return open.getMessageCount();
    }

    boolean hasIdle() throws MessagingException {
        return openStore().hasCapability("IDLE");
    }

    private IMAPStore openStore() throws MessagingException {
        if (store == null) {
            throw new MessagingException("not connected");
        }
        return store;
    }

    /// Cuts the connection from another thread, which ends whatever waits on it.
    void cut() {
        var idling = folder;
        try {
            if (idling != null && idling.isOpen()) {
                idling.forceClose();
            }
        } catch (MessagingException e) {
            // It is given up anyway.
        }
    }

    void drop() {
        try {
            if (folder != null && folder.isOpen()) {
                folder.forceClose();
            }
            if (store != null) {
                store.close();
            }
        } catch (MessagingException e) {
            // It is given up anyway.
        }
        folder = null;
        store = null;
    }
}
