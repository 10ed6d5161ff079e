package io.glassline.storage.backup;

import java.io.IOException;

/// The file is not one to restore from; the message says why, as the end of a sentence about the file.
public final class DamagedBackup extends IOException {

    private static final long serialVersionUID = 1;

    DamagedBackup(String because) {
        super(because);
    }
}
