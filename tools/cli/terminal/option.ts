/** One flag of a command: how it is written, read and described. */
export interface Option<Value> {
    /** Name of the value in the help, such as "NAME"; absent for a flag without a value. */
    readonly placeholder?: string;
    /** Text of the help, one or several lines. */
    readonly description: string;
    /** Form of a valid value, as error messages name it. Default: the placeholder. */
    readonly form?: string;
    /** Whether the flag may be given several times; otherwise the last one counts. */
    readonly isList?: boolean;
    /** Whether the value is written without the flag; one option of a command at most. */
    readonly isOperand?: boolean;
    /** Whether the command needs the flag. */
    readonly isRequired?: boolean;
    /** Turns the given strings, any number of them, into a value, and rejects each that is invalid. */
    read(given: readonly string[], reject: (text: string) => void): Value;
}

/** How the value of an option is read. */
export interface ValueArgs<Value> {
    readonly placeholder: string;
    readonly description: string;
    readonly form?: string;
    /** Returns undefined for an invalid value. */
    readonly parse: (text: string) => Value | undefined;
}

/** A flag without a value: true where it is given. */
export function flag(description: string): Option<boolean> {
    return { description, read: (given) => given.length > 0 };
}

/** An option whose value may be any string; undefined where it is absent. */
export function text(placeholder: string, description: string): Option<string | undefined> {
    return value({ placeholder, description, parse: (given) => given });
}

/** An option whose value has a form; undefined where it is absent. */
export function value<Value>({ parse, ...args }: ValueArgs<Value>): Option<Value | undefined> {
    return { ...args, read: (given, reject) => readAll(given.slice(-1), parse, reject)[0] };
}

/** An option that may be given several times; an empty list where it is absent. */
export function list<Value>({ parse, ...args }: ValueArgs<Value>): Option<readonly Value[]> {
    return { ...args, isList: true, read: (given, reject) => readAll(given, parse, reject) };
}

/** Values that are written without a flag, such as the names of files; the command needs at least one. */
export function operands(placeholder: string, description: string): Option<readonly string[]> {
    return { ...list({ placeholder, description, parse: (given) => given }), isOperand: true, isRequired: true };
}

/** An option with a default, which the help names. */
export function withDefault<Value>(option: Option<Value | undefined>, initial: Value): Option<Value> {
    return {
        ...option,
        description: `${option.description} (default: ${initial})`,
        read: (given, reject) => option.read(given, reject) ?? initial,
    };
}

/** An option that the command needs: a command line without it is rejected before its value is used. */
export function required<Value>(option: Option<Value | undefined>): Option<Value> {
    return { ...option, isRequired: true, read: (given, reject) => option.read(given, reject) as Value };
}

function readAll<Value>(
    given: readonly string[],
    parse: (text: string) => Value | undefined,
    reject: (text: string) => void,
): Value[] {
    return given.flatMap((text) => {
        const parsed = parse(text);
        if (parsed === undefined) reject(text);
        return parsed === undefined ? [] : [parsed];
    });
}
