package io.glassline.bench.attacks;

import java.util.List;
import java.util.function.Consumer;

/// What callers do who have proved nothing, and what most of them are told: the start of an answer, or that they are
/// hung up on.
record HttpAttack(String kind, Consumer<Attackers> deed, String told) {

    static final String HUNG_UP = "hung up";

    private static final String UPLOAD = "POST /channels/city-sms HTTP/1.1\r\nContent-Length: 3000000\r\n\r\n";
    private static final String CHUNKED = "POST /channels/city-sms HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// All of them. A new kind is a line here.
    static final List<HttpAttack> ALL = List.of(
            new HttpAttack(
                    "400 connections whose headers do not end",
                    a -> a.each(400, "GET / HTTP/1.1\r\nHost: x\r\n"),
                    HUNG_UP),
            new HttpAttack("400 uploads of 3 MB that do not begin", a -> a.each(400, UPLOAD), " 408 "),
            new HttpAttack(
                    "400 uploads of which a byte comes now and then",
                    a -> a.each(400, UPLOAD).drip(10),
                    " 408 "),
            new HttpAttack(
                    "200 uploads of 3 MB that stop after 900 KB",
                    a -> a.each(200, UPLOAD + "x".repeat(900_000)),
                    " 503 "),
            new HttpAttack(
                    "40 bodies in pieces of 64 KB that do not end",
                    a -> a.each(40, CHUNKED + ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(64)),
                    " 413 "),
            new HttpAttack(
                    "40 bodies in 50,000 pieces of one byte",
                    a -> a.each(40, CHUNKED + "1\r\nx\r\n".repeat(50_000) + "0\r\n\r\n"),
                    " 403 "),
            new HttpAttack(
                    "400 requests of 2,000 headers",
                    a -> a.each(400, "GET / HTTP/1.1\r\n" + "a:b\r\n".repeat(2_000) + "\r\n"),
                    " 431 "),
            new HttpAttack("1,500 connections from one address", a -> a.fromOneAddress(1_500), HUNG_UP),
            new HttpAttack("100 followers of the record who read nothing of it", a -> a.followers(100), " 429 "),
            new HttpAttack(
                    "200 bodies that are compressed",
                    a -> a.each(200, UPLOAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n")),
                    " 415 "));

    @Override
    public String toString() {
        return kind + " → " + told;
    }
}
