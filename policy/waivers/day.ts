/** A moment's day in UTC, `YYYY-MM-DD`; such texts compare as the days do. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The day a number of days after another. */
export const dayAfter = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * 86_400_000));

/** Whether a text is a day that the calendar has. */
export function isDay(text: string): boolean {
    const moment = Date.parse(text);
    // Other forms are dates too, and some engines take 2026-02-30 for the 2nd of March.
    return !Number.isNaN(moment) && dayOf(new Date(moment)) === text;
}
