package io.glassline.app.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The least role with which a route may be called. On a controller it holds for all its routes; on a route it
/// stands for that one instead. A route without it is a supervisor's.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@interface NeedsRole {

    ApiRole value();
}
