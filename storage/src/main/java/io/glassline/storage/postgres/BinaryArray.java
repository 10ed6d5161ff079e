package io.glassline.storage.postgres;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/// One value of each of many rows, as an array to bind for `unnest` or `any`, in the binary form that PostgreSQL keeps
/// arrays in. The driver has that form for some types only, of others it writes the text, which PostgreSQL then has to
/// read.
public final class BinaryArray extends PGobject implements PGBinaryObject, Argument {

    /// Array types that the driver takes in binary form when it is told to: see [Database].
    static final String TAKEN_IN_BINARY_FORM = "UUID_ARRAY,TIMESTAMPTZ_ARRAY,BOOL_ARRAY";

    @Serial
    private static final long serialVersionUID = 1;

    private static final int HEADER_BYTES = 5 * Integer.BYTES;
    private static final int NULL = -1;

    /// Where PostgreSQL counts microseconds from: 2000-01-01.
    private static final long EPOCH_SECOND = 946_684_800;

    /// Of the years that PostgreSQL knows, the last is 294276.
    private static final long SECONDS_MAX = 10_000_000_000_000L;

    private static final Map<Class<?>, Type> TYPES = Map.of(
            String.class, new Type("_text", 25),
            byte[].class, new Type("_bytea", 17),
            UUID.class, new Type("_uuid", 2950),
            Instant.class, new Type("_timestamptz", 1184),
            Long.class, new Type("_int8", 20),
            Integer.class, new Type("_int4", 23),
            Short.class, new Type("_int2", 21),
            Boolean.class, new Type("_bool", 16));

    private final transient byte[] binary;

    private BinaryArray(String type, byte[] binary) {
        this.type = type;
        this.binary = binary;
    }

    private record Type(String array, int element) {}

    /// @param type of the values: text, bytes, UUIDs, times (to the microsecond), integers of three sizes, booleans.
    /// @throws IllegalArgumentException where it is another.
    public static <R, V> BinaryArray of(Class<V> type, Collection<R> rows, Function<R, @Nullable V> value) {
        var known = TYPES.get(type);
        if (known == null) {
            throw new IllegalArgumentException("no column of PostgreSQL holds " + type.getName());
        }
        var values = new @Nullable Object[rows.size()];
        var size = HEADER_BYTES;
        var nulls = 0;
        var n = 0;
        for (var row : rows) {
            var each = value.apply(row);
            values[n] = each instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : each;
            size += Integer.BYTES + length(values[n]);
            nulls |= each == null ? 1 : 0;
            n++;
        }
        var out = ByteBuffer.allocate(size);
        out.putInt(1).putInt(nulls).putInt(known.element).putInt(values.length).putInt(1);
        for (var each : values) {
            put(each, out);
        }
        return new BinaryArray(known.array, out.array());
    }

    /// The values themselves.
    public static <V> BinaryArray of(Class<V> type, Collection<V> values) {
        return of(type, values, value -> value);
    }

    private static int length(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case byte[] bytes -> bytes.length;
            case UUID _ -> 2 * Long.BYTES;
            case Long _, Instant _ -> Long.BYTES;
            case Integer _ -> Integer.BYTES;
            case Short _ -> Short.BYTES;
            default -> 1;
        };
    }

    private static void put(@Nullable Object value, ByteBuffer out) {
        out.putInt(value == null ? NULL : length(value));
        switch (value) {
            case null -> {}
            case byte[] bytes -> out.put(bytes);
            case UUID id -> out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            case Instant at -> out.putLong(micros(at));
            case Long number -> out.putLong(number);
            case Integer number -> out.putInt(number);
            case Short number -> out.putShort(number);
            default -> out.put((byte) (value.equals(true) ? 1 : 0));
        }
    }

    /// To the nearest, as PostgreSQL reads text. A time that no column holds is one that PostgreSQL refuses.
    private static long micros(Instant at) {
        var seconds = at.getEpochSecond() - EPOCH_SECOND;
        return Math.abs(seconds) > SECONDS_MAX
                ? Long.MAX_VALUE - 1 // the largest is infinity
                : seconds * 1_000_000 + (at.getNano() + 500) / 1_000;
    }

    @Override
    public void apply(int position, PreparedStatement statement, StatementContext context) throws SQLException {
        statement.setObject(position, this);
    }

    @Override
    public int lengthInBytes() {
        return binary.length;
    }

    @Override
    public void toBytes(byte[] bytes, int offset) {
        System.arraycopy(binary, 0, bytes, offset, binary.length);
    }

    /// Of a type that the driver does not take in binary form it would send this, and where it is nothing, null.
    @Override
    public String getValue() {
        throw new IllegalStateException(type + " has no other form; the connection was not told to take this one");
    }

    /// Without the values, for it is part of what is said when a statement fails.
    @Override
    public String toString() {
        return type + " of " + binary.length + " bytes";
    }

    @Override
    public void setByteValue(byte[] value, int offset) {
        throw new UnsupportedOperationException("an array is only ever sent");
    }
}
