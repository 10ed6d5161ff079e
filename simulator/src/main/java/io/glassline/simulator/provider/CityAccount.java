package io.glassline.simulator.provider;

/// One number, bot or mailbox of the city, as its configuration has it.
///
/// @param kind the channel: `sms`, `whatsapp`, `telegram`, `email`, `voice`
/// @param id such as `city-sms`
/// @param own what the provider knows the account by: a number in E.164, a bot's id, a mailbox
/// @param shown what citizens know it by
public record CityAccount(String kind, String id, String own, String shown) {}
