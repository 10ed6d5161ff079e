package io.glassline.storage.postgres;

import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.person.LinkCode;
import io.glassline.person.PersonLinks.Answer;
import io.glassline.person.PersonLinks.Kept;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The tables `link_code` and `link_try`. Whoever writes has the lock of [PgPersonLinks].
final class LinkCodeRows {

    record Waited(LinkCode code, int tries) {}

    private static final String ON_LANE = """
            from link_code
            where asked_at > :since and used_by is null and not replaced
              and (address = :address and account = :account and channel = :channel
                   or other_address = :address and other_account = :account and other_channel = :channel)
            """;

    boolean isAny(Handle handle, Lane lane, Instant now) {
        return LaneColumns.bind(handle.createQuery("""
                        select exists (
                            select 1 from link_code where asked_at > :since and address = :address
                              and account = :account and channel = :channel
                            union all
                            select 1 from link_code where asked_at > :since and other_address = :address
                              and other_account = :account and other_channel = :channel)
                        """), lane)
                .bind("since", since(now))
                .mapTo(Boolean.class)
                .one();
    }

    Optional<Kept> keep(Handle handle, LinkCode code) {
        var known = kept(handle, code.id());
        if (known.isPresent()) {
            return known;
        }
        handle.createUpdate("delete from link_try where at <= :since")
                .bind("since", since(code.at()))
                .execute();
        handle.createUpdate("delete from link_code where asked_at <= :since")
                .bind("since", since(code.at()))
                .execute();
        var from = code.at().minus(LinkCode.PER).atOffset(ZoneOffset.UTC);
        if (count(handle, ASKED_FROM, code.lane(), from) >= LinkCode.CODES_MAX
                || count(handle, SENT_TO, code.other(), from) >= LinkCode.CODES_MAX) {
            return Optional.empty();
        }
        LaneColumns.bind(handle.createUpdate("""
                        update link_code set replaced = true
                        where address = :address and account = :account and channel = :channel
                        """), code.lane()).execute();
        bindBoth(handle.createUpdate("""
                        insert into link_code (id, account, channel, address, other_account, other_channel,
                            other_address, code, asked_by, because, asked_at)
                        values (:id, :account, :channel, :address, :otherAccount, :otherChannel, :otherAddress,
                            :code, :by, :because, :at)
                        """), code.lane(), code.other())
                .bind("id", code.id())
                .bind("code", code.code())
                .bind("by", code.by())
                .bind("because", Rows.plain(code.because()))
                .bind("at", code.at().atOffset(ZoneOffset.UTC))
                .execute();
        return Optional.of(new Kept(code, true));
    }

    private static Optional<Kept> kept(Handle handle, UUID id) {
        return handle.createQuery("select * from link_code where id = :id")
                .bind("id", id)
                .map((row, _) -> new Kept(code(row), false))
                .findOne();
    }

    private static LinkCode code(ResultSet row) throws SQLException {
        return new LinkCode(
                Rows.uuid(row, "id"),
                LaneColumns.read(row),
                other(row),
                row.getString("code"),
                row.getString("asked_by"),
                row.getString("because"),
                Rows.instant(row, "asked_at"));
    }

    private static final String ASKED_FROM = """
            select count(*) from link_code
            where address = :address and account = :account and channel = :channel and asked_at > :from
            """;

    private static final String SENT_TO = """
            select count(*) from link_code
            where other_address = :address and other_account = :account and other_channel = :channel
              and asked_at > :from
            """;

    private static int count(Handle handle, String sql, Lane lane, OffsetDateTime from) {
        return LaneColumns.bind(handle.createQuery(sql), lane)
                .bind("from", from)
                .mapTo(Integer.class)
                .one();
    }

    Optional<Answer> answered(Handle handle, Message.Id message) {
        return handle.createQuery("select answer, tries_left from link_try where message_id = :message")
                .bind("message", message.value())
                .map((row, _) -> (Answer)
                        switch (row.getString("answer")) {
                            case "linked" -> new Answer.Linked();
                            case "wrong" -> new Answer.Wrong(row.getInt("tries_left"));
                            case "over" -> new Answer.Over();
                            default ->
                                throw new IllegalStateException("an answer of no kind: " + row.getString("answer"));
                        })
                .findOne();
    }

    Optional<Waited> waited(Handle handle, Lane lane, Instant now) {
        return LaneColumns.bind(handle.createQuery("select * " + ON_LANE + " order by asked_at desc limit 1"), lane)
                .bind("since", since(now))
                .map((row, _) -> new Waited(code(row), row.getInt("tries")))
                .findOne();
    }

    Answer tried(Handle handle, Waited waited, String code, Message.Id message, Instant now) {
        var answer = answer(waited, code, now);
        switch (answer) {
            case Answer.Linked _ ->
                handle.createUpdate("update link_code set used_by = :message where id = :id")
                        .bind("message", message.value())
                        .bind("id", waited.code().id())
                        .execute();
            case Answer.Wrong _, Answer.Over _ ->
                handle.createUpdate("update link_code set tries = tries + 1 where id = :id")
                        .bind("id", waited.code().id())
                        .execute();
            case Answer.NoCode _ -> {}
        }
        handle.createUpdate("""
                        insert into link_try (message_id, answer, tries_left, at)
                        values (:message, :answer, :triesLeft, :at)
                        """)
                .bind("message", message.value())
                .bind(
                        "answer",
                        switch (answer) {
                            case Answer.Linked _ -> "linked";
                            case Answer.Wrong _ -> "wrong";
                            case Answer.Over _ -> "over";
                            case Answer.NoCode _ -> throw new IllegalStateException("a code that is none was tried");
                        })
                .bind("triesLeft", answer instanceof Answer.Wrong(var triesLeft) ? triesLeft : 0)
                .bind("at", now.atOffset(ZoneOffset.UTC))
                .execute();
        return answer;
    }

    private static Answer answer(Waited waited, String code, Instant now) {
        if (waited.tries() >= LinkCode.TRIES_MAX || waited.code().isLate(now)) {
            return new Answer.Over();
        }
        if (isEqual(waited.code().code(), code)) {
            return new Answer.Linked();
        }
        var left = LinkCode.TRIES_MAX - waited.tries() - 1;
        return left == 0 ? new Answer.Over() : new Answer.Wrong(left);
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    static Lane other(ResultSet row) throws SQLException {
        return new Lane(
                row.getString("other_account"),
                new Address(new ChannelKind(row.getString("other_channel")), row.getString("other_address")));
    }

    static <S extends SqlStatement<S>> S bindBoth(S statement, Lane lane, Lane other) {
        return LaneColumns.bind(statement, lane)
                .bind("otherAccount", other.accountId())
                .bind("otherChannel", other.citizen().channel().name())
                .bind("otherAddress", other.citizen().value());
    }

    private static OffsetDateTime since(Instant now) {
        return now.minus(LinkCode.REMEMBERED).atOffset(ZoneOffset.UTC);
    }
}
