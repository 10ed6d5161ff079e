package io.glassline.kit.sample;

import io.glassline.channel.ChannelAccount;
import io.glassline.kit.ProviderAnswer;
import io.glassline.kit.ProviderStandIn;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntFunction;

/// A mail server that takes what is sent, as a [ProviderStandIn]. It has no wait to ask for, and its answers are
/// a line.
final class SmtpStandIn implements ProviderStandIn {

    private static final Set<ProviderAnswer> HAS =
            EnumSet.complementOf(EnumSet.of(ProviderAnswer.WAITS, ProviderAnswer.OPTED_OUT, ProviderAnswer.ENDLESS));

    private final ScriptedSmtp server = new ScriptedSmtp("nowhere", "");
    private final IntFunction<ChannelAccount> account;

    /// @param account the account for which the server is at this port.
    SmtpStandIn(IntFunction<ChannelAccount> account) throws IOException {
        this.account = account;
    }

    @Override
    public ChannelAccount account() {
        return account.apply(server.port());
    }

    @Override
    public Set<ProviderAnswer> answers() {
        return Set.copyOf(HAS);
    }

    @Override
    public void answer(ProviderAnswer answer) {
        switch (answer) {
            case ACCEPTED, WAITS, OPTED_OUT, ENDLESS -> server.script("nowhere", "");
            case TROUBLE -> server.script("END", "451 4.3.0 not now");
            case BUSY -> server.script("RCPT", "451 4.7.1 greylisted");
            case ACCOUNT_FAULT -> server.script("AUTH", "535 5.7.8 no such user or password");
            case REJECTED -> server.script("RCPT", "550 5.1.1 no such user");
            case GARBAGE -> server.script("END", "yes and no");
            case HANGS_UP -> server.script("END", ScriptedSmtp.HANGS_UP);
            case SILENT -> server.script("END", ScriptedSmtp.WAITS);
            case STALLED -> server.script("END", ScriptedSmtp.HALF_A_LINE);
        }
    }

    /// Connections: each is for one mail.
    @Override
    public int sends() {
        return server.connections();
    }

    @Override
    public long bytesAnswered() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
