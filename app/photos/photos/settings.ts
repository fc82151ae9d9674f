/**
 * Returns an environment variable of the function.
 * @throws {Error} if the stack has not set it.
 */
export function setting(name: `PHOTO_${string}`): string {
    const value = process.env[name];
    if (value === undefined || value === "") throw new Error(`the environment variable ${name} is not set`);
    return value;
}

/**
 * Returns an environment variable that is a positive integer.
 * @throws {Error} if it is not set or not one.
 */
export function numberSetting(name: `PHOTO_${string}`): number {
    return positive(setting(name), name);
}

/**
 * Returns an environment variable that is a list of positive integers such as "160,640".
 * @throws {Error} if it is not set or not one.
 */
export function numbersSetting(name: `PHOTO_${string}`): number[] {
    return setting(name)
        .split(",")
        .map((value) => positive(value, name));
}

function positive(text: string, name: string): number {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name}: got "${text}", want a positive integer`);
    return value;
}
