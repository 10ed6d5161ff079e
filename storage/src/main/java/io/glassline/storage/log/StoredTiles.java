package io.glassline.storage.log;

import io.glassline.log.Hash;
import io.glassline.log.TilePath;
import io.glassline.log.TileReader;
import org.jdbi.v3.core.Handle;

/// The tiles in the table `log_tile`, as one handle sees them.
record StoredTiles(Handle handle) implements TileReader {

    @Override
    public byte[] read(int level, long index, int width) {
        var bytes = width * Hash.BYTES;
        var hashes = handle.createQuery("""
                        select substring(hashes from 1 for :bytes) from log_tile
                        where level = :level and index = :index
                        """)
                .bind("bytes", bytes)
                .bind("level", level)
                .bind("index", index)
                .mapTo(byte[].class)
                .findOne()
                .orElse(new byte[0]);
        if (hashes.length < bytes) {
            throw new IllegalStateException(
                    "table log_tile has %,d of the %,d bytes of %s; the others were lost, and are to be restored"
                            .formatted(hashes.length, bytes, new TilePath.Hashes(level, index, width)));
        }
        return hashes;
    }
}
