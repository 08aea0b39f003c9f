/** The access token, where the fund asks for one: kept for this tab alone, forgotten when it closes. */
const key = "fund-access-token";

export const accessHeaders = (): Record<string, string> => {
  const token = sessionStorage.getItem(key);
  return token === null ? {} : { authorization: `Bearer ${token}` };
};

/** False when the reader has none to give. */
export function askForToken(): boolean {
  sessionStorage.removeItem(key);
  const token = window.prompt("This fund asks for an access token (scope read is enough).")?.trim() ?? "";
  if (token === "") return false;
  sessionStorage.setItem(key, token);
  return true;
}
