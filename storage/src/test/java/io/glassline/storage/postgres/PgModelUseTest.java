package io.glassline.storage.postgres;

import io.glassline.phrasing.ModelUse;
import io.glassline.phrasing.ModelUseContract;
import io.glassline.storage.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PgModelUseTest extends ModelUseContract {

    private Database database;

    @BeforeEach
    void open() {
        database = TestServers.newDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ModelUse use() {
        return new PgModelUse(database);
    }
}
