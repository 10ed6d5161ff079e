package io.glassline.storage.postgres;

import static io.glassline.storage.postgres.Column.column;
import static io.glassline.storage.postgres.SqlType.TEXT;

import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlStatement;

/// A lane, as it stands in many tables.
final class LaneColumns {

    private static final Column<Lane, String> ACCOUNT = column("account", TEXT, Lane::accountId);
    private static final Column<Lane, String> CHANNEL =
            column("channel", TEXT, lane -> lane.citizen().channel().name());
    private static final Column<Lane, String> ADDRESS =
            column("address", TEXT, lane -> lane.citizen().value());

    private LaneColumns() {}

    static <T> Columns<T> of(String prefix, Function<T, Lane> lane) {
        return Columns.of(prefix, ACCOUNT.fixed(), CHANNEL.fixed(), ADDRESS.fixed())
                .of(lane);
    }

    static Lane read(ResultSet row) throws SQLException {
        return new Lane(ACCOUNT.read(row), new Address(new ChannelKind(CHANNEL.read(row)), ADDRESS.read(row)));
    }

    /// Binds one lane, as `account`, `channel` and `address`.
    static <S extends SqlStatement<S>> S bind(S statement, Lane lane) {
        return statement
                .bind("account", lane.accountId())
                .bind("channel", lane.citizen().channel().name())
                .bind("address", lane.citizen().value());
    }
}
