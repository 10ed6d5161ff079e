package io.glassline.conversation;

import io.glassline.message.Address;

/// All that one citizen and one account of ours say to each other. What comes in on a lane is handled one at a time
/// and in order, and so is what goes out.
public record Lane(String accountId, Address citizen) {}
