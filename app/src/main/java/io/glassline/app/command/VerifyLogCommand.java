package io.glassline.app.command;

import io.glassline.log.VerifyCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// Verifies a log from outside. The verifier stands alone in `transparency-log`; this only hands its arguments on.
@Command(name = "verify", description = "Verifies a public log from outside, with nothing but its URL.")
public final class VerifyLogCommand implements Callable<Integer> {

    @Unmatched
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return VerifyCommand.run(arguments, System.out, System.err);
    }
}
