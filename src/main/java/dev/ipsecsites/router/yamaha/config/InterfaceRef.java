package dev.ipsecsites.router.yamaha.config;

/** An interface as commands name it: {@code ip lan2 …} anywhere, {@code ip pp …} within {@code pp select 1}. */
record InterfaceRef(Context context, String word) {
    static InterfaceRef of(String interfaceName) {
        return interfaceName.startsWith("pp")
                ? new InterfaceRef(new Context.Pp(interfaceName.substring(2)), "pp")
                : new InterfaceRef(Context.global(), interfaceName);
    }

    /** {@code ip pp secure filter in} for {@code secure filter in}. */
    ConfigKey key(String command) {
        return new ConfigKey(context, Words.split("ip " + word + " " + command));
    }
}
