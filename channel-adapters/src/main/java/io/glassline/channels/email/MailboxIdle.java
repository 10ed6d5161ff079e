package io.glassline.channels.email;

import jakarta.mail.MessagingException;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.jspecify.annotations.Nullable;

/// Waits for news by IMAP's IDLE.
final class MailboxIdle {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private MailboxIdle() {}

    /// IDLE blocks until the server speaks, so it runs on a thread of its own. A listener takes the news, because a
    /// mail that comes while IDLE begins is counted but does not end it. Any other command ends IDLE. When the
    /// connection is dead, interrupting the thread that reads from it closes it.
    static void await(IMAPFolder open, Duration atMost) throws MessagingException, InterruptedException {
        var over = new CountDownLatch(1);
        var failure = new AtomicReference<@Nullable MessagingException>();
        var news = new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent event) {
                over.countDown();
            }
        };
        open.addMessageCountListener(news);
        var idling = Thread.ofVirtual().name("mailbox-idle").start(() -> {
            try {
                open.idle(true);
            } catch (MessagingException e) {
                failure.set(e);
            } finally {
                over.countDown();
            }
        });
        try {
            over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            Thread.ofVirtual().name("mailbox-idle-end").start(() -> endIdle(open));
            if (!idling.join(GRACE)) {
                idling.interrupt();
                idling.join();
            }
        } catch (InterruptedException e) {
            idling.interrupt();
            throw e;
        } finally {
            open.removeMessageCountListener(news);
        }
        var failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private static void endIdle(IMAPFolder open) {
        try {
            MailboxFolder.askForNews(open);
        } catch (MessagingException e) {
            return; // the connection is gone, and so is the IDLE on it
        }
    }
}
