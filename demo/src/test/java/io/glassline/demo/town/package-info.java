/// The whole city on one machine, as a user runs it: `./glassline demo` in a process of its own, real PostgreSQL
/// and Redis, real HTTP and mail, and the providers' stand-ins outside.
package io.glassline.demo.town;
