package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Schema of the name of a Kubernetes object. */
@JacksonAnnotationsInside
@Size(min = 1, max = 253)
@Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@interface ObjectName {}
