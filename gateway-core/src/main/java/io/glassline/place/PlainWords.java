package io.glassline.place;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The small words around an address.
final class PlainWords {

    /// Between a number and its street, in either order.
    static final Set<String> FILLERS = words("""
            number numbers no num nr numero nro house casa home address building bldg block edificio
            is its it at on in of the near by close to around like about and que es la el en de del por cerca junto al
            over right there here be im i am live lives located addr direccion domicilio
            """);

    /// Between a street and a number behind it, where another clause may have begun.
    static final Set<String> FILLERS_BEHIND = words("""
            number no num nr numero nro house casa home address building block edificio is its it at near by close to
            around the la el en de del cerca junto al es que and my mi
            """);

    /// Join two streets to a crossing.
    static final Set<String> CROSSING = words("""
            and y e con x at corner esquina cruce intersection meets crosses cross crossing off with between entre
            where meet n
            """);

    /// Tell that a corner is meant, before the streets.
    static final Set<String> CORNER = words("corner esquina intersection cruce interseccion crossing junction");

    /// May stand between two streets of a crossing beside what joins them.
    static final Set<String> BESIDE_CROSSING =
            words("the of la el las los de del calle street avenue avenida st ave on" + " en its right");

    /// Tell that another place than the one before is spoken of.
    static final Set<String> NEAR = words("near by close cerca around off between entre");

    /// Counted by numbers that are no house's.
    static final Set<String> COUNTED = words("""
            am pm oclock days day weeks week hours hour minutes minute min months years year feet foot ft inches inch
            blocks miles mile yards dias dia semanas horas hora minutos meses anos metros cuadras times people kids
            potholes cars trees dogs percent
            """);

    static final Set<String> UNITS = words("""
            apt apts appt apartment apartments aprt unit units suite ste rm room lot trailer space spc depto departamento
            dpto dept apto apartamento floor flr apartment piso interior int cuarto unidad
            """);

    static final Set<String> FLOORS = words("floor fl flr piso");

    /// Said with an address and no part of it.
    static final Set<String> ORDINARY = words("""
            please pls plz thanks thank you thx ty gracias por favor ok okay sir maam hi hello hey hola um uh yeah yes
            yep si so well sorry the a an my your our his her in on at of to by is are was it its this that there here
            i im id ive we me us house home casa apartment building place address front back side yard alley driveway
            street road corner block live lives living located location vivo estoy estamos queda esta es en de del la el
            mi su un una pothole potholes trash garbage tree light lamp sign water leak graffiti dog car truck sidewalk
            hydrant hole report streetlight lightpole pickup now today again still sure thats and y near with house blue red white green yellow brick
            big small old for from para desde has have had been since out broken going or o maybe
            cars person people reported
            """);

    private PlainWords() {}

    private static Set<String> words(String lines) {
        return Set.copyOf(new HashSet<>(List.of(lines.strip().split("\\s+"))));
    }
}
