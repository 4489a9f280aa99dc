/** Passwords, and words that passwords are made of, that are tried before all others. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  123456789012 1234567890123 12345678901234 123456789123 012345678901 111111111111 000000000000
  121212121212 123123123123 123412341234 112233445566 987654321098 098765432109 102030405060
  password passwort parola motdepasse contrasena contraseña senha пароль wachtwoord haslo salasana
  passwordpassword passwordadmin mypassword mypasswordis newpassword oldpassword yourpassword
  thepassword password1password2 passw0rdpassw0rd
  qwerty qwertyuiop qwertyuiopasdf qwertyuiopasdfgh qwertyqwerty qwertz qwertzuiop azertyuiop
  йцукен йцукенгшщзхъ йцукенгшщз qazwsxedcrfv qazwsxedc 1qaz2wsx3edc 1q2w3e4r5t6y 1q2w3e4r5t
  zaq12wsxcde3 zxcvbnmasdfg asdfghjkl asdfghjklqwe asdfasdfasdf zxcvbnm zxcvbnmzxcvbnm
  abcdefghijkl abcdefghijklm abcdefghijklmnop abcabcabcabc abcd1234abcd a1b2c3d4e5f6
  iloveyou iloveyouiloveyou iloveyouforever iloveyousomuch letmein letmeinletmein letmeinplease
  letmeinnow welcome welcomehome welcometothe welcomewelcome changeme changemenow changemeplease
  pleasechange pleasechangeme administrator administrators adminadmin adminadminadmin
  administration superadmin superuser rootroot rootrootroot secret secretsecret topsecret
  mysecret default defaultpassword testtest testtesttest testtesttesttest testpassword testing
  temporary temppassword temporarypassword guestguest login loginlogin
  football footballfootball baseball basketball liverpool liverpoolfc chelsea arsenal barcelona
  realmadrid manchester manchesterunited juventus spartak dynamo zenit
  monkey monkeymonkey dragon dragondragon dragonball sunshine sunshinesunshine princess
  princessprincess superman batman batmanbatman spiderman ironman starwars pokemon minecraft
  trustno trustnoone whatever whateverwhatever computer computercomputer internet
  internetinternet samsung samsungsamsung microsoft google facebook
  michael jennifer jessica charlie jordan ashley michelle nicole daniel
  master mastermaster hunter hunterhunter killer shadow flower cheese cookie butterfly
  outcry outcryoutcry solidarity solidaritynow solidarnosc freedom freedomfreedom revolution
  revolution1917 revolucion liberation workersoftheworld correcthorsebatterystaple
  correct-horse-battery-staple correcthorse
  `
    .split(/\s+/)
    .filter((word) => word !== ''),
)
