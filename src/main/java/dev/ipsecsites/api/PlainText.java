package dev.ipsecsites.api;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import io.fabric8.generator.annotation.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Schema of text that goes to Cato only: Unicode without control characters and line breaks (DESIGN 9.7). */
@JacksonAnnotationsInside
@Pattern("^[^\\p{Cc}\\p{Zl}\\p{Zp}]*$")
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@interface PlainText {}
