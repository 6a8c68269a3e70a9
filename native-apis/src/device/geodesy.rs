//! WGS 84 to GCJ-02, the shifted coordinates that maps in China use and `type: 'gcj02'` asks for.

use std::f64::consts::PI;

/// Krasovsky 1940: semi-major axis in metres, and eccentricity squared.
const AXIS: f64 = 6_378_245.0;
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;

fn in_china(latitude: f64, longitude: f64) -> bool {
    (0.8293..=55.8271).contains(&latitude) && (72.004..=137.8347).contains(&longitude)
}

fn waves(value: f64) -> f64 {
    (20.0 * (6.0 * value * PI).sin() + 20.0 * (2.0 * value * PI).sin()) * 2.0 / 3.0
}

fn shift_latitude(x: f64, y: f64) -> f64 {
    -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + waves(x)
        + (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0
        + (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0
}

fn shift_longitude(x: f64, y: f64) -> f64 {
    300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + waves(x)
        + (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0
        + (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0
}

/// Latitude and longitude in degrees; unchanged outside China.
pub fn gcj02(latitude: f64, longitude: f64) -> (f64, f64) {
    if !in_china(latitude, longitude) {
        return (latitude, longitude);
    }
    let (x, y) = (longitude - 105.0, latitude - 35.0);
    let radians = latitude / 180.0 * PI;
    let magic = 1.0 - ECCENTRICITY * radians.sin().powi(2);
    let root = magic.sqrt();
    let latitude_shift =
        shift_latitude(x, y) * 180.0 / ((AXIS * (1.0 - ECCENTRICITY)) / (magic * root) * PI);
    let longitude_shift = shift_longitude(x, y) * 180.0 / (AXIS / root * radians.cos() * PI);
    (latitude + latitude_shift, longitude + longitude_shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_inside_china_only() {
        // Tiananmen; the shift there is known to be about 140 m north and 540 m east.
        let (latitude, longitude) = gcj02(39.90733, 116.391_243);
        assert!((latitude - 39.908_73).abs() < 2e-4, "{latitude}");
        assert!((longitude - 116.397_48).abs() < 2e-4, "{longitude}");
        assert_eq!(gcj02(48.8566, 2.3522), (48.8566, 2.3522));
    }
}
