package io.glassline.simulator;

/// The stand-ins' own pages were asked something that makes no sense. Becomes a problem+json answer.
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    BadRequest(String detail) {
        this(400, detail);
    }

    BadRequest(int status, String detail) {
        super(detail);
        this.status = status;
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
